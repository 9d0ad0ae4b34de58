# Everything a person types. Needs make and Python 3.11 or newer, nothing else.
#
#   make run               serve on http://127.0.0.1:8000   (PORT=8010 HOST=… START=empty VAR_DIR=…)
#   make test              all tests on real servers        (ARGS="tests/cadres -k tenure")
#   make test-long      those that take minutes or hours (ARGS as above)
#   make check             everything about the code that a machine can judge
#   make mutants           small changes to the rules, which the tests must find out
#   make manage CMD="…"    one manage.py command beside the servers

PYTHON ?= python3
UV_VERSION := 0.13.9
PY := .venv/bin/python
UV := $(PY) -m uv
CATALOGUE := cadres/platform/database/catalogue.txt
ALONE := $(PY) -m config.run --with-parent exec --throwaway --
BESIDE := $(PY) -m config.run --with-parent exec --
ARGS ?=
CMD ?= help
BENCH ?= --scale county

export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run stop test test-long mutants lint fix check manage migrate demo bench messages openapi catalogue lock clean
.SUFFIXES:
MAKEFLAGS += --no-print-directory

help:
	@sed -n 's/^#   //p' Makefile

run: setup
	@$(PY) -m config.run --with-parent

stop:
	@pid=$$(cat "$${VAR_DIR:-var}/lock" 2>/dev/null); \
	if [ -n "$$pid" ] && kill "$$pid" 2>/dev/null; then echo "Stopping (pid $$pid)."; else echo "Nothing is running."; fi

test: setup-dev
	@DJANGO_SETTINGS_MODULE=config.settings.test $(ALONE) $(PY) -m pytest -n $(or $(WORKERS),2) --dist worksteal $(ARGS)

test-long: ARGS := -m long $(ARGS)
test-long: test

mutants: setup-dev
	@$(PY) -m tests.support.mutants $(ARGS)

manage: setup
	@$(BESIDE) $(PY) manage.py $(CMD)

migrate demo: setup
	@$(BESIDE) $(PY) manage.py $@ $(ARGS)

bench: setup
	@$(BESIDE) $(PY) manage.py bench $(AREA) $(BENCH)

lint: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --profile=django --lint templates

fix: setup-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

check: setup-dev
	@DJANGO_SETTINGS_MODULE=config.settings.test $(ALONE) $(PY) -m config.runner.quality $(ARGS)

# New strings at the end of the catalogue; the API description, made anew from the code.
messages: setup-dev
	@$(PY) manage.py check_translations --add

openapi: setup
	@$(ALONE) $(PY) manage.py spectacular --lang en --fail-on-warn --file docs/openapi.yaml

# What a database of the present code is made of; after every migration that changes tables, constraints or guards.
catalogue: setup
	@$(ALONE) sh -c '$(PY) manage.py migrate -v0 && $(PY) manage.py print_catalogue' > $(CATALOGUE).new
	@mv $(CATALOGUE).new $(CATALOGUE)

# --- installation -----------------------------------------------------------------------------------
# A stamp holds the hash of what was installed; nothing is asked of the network while it fits.
setup: PINS := requirements.txt
setup-dev: PINS := requirements-dev.txt
setup setup-dev:
	@PYTHON="$(PYTHON)" UV_VERSION="$(UV_VERSION)" sh deploy/install.sh $(PINS)

lock: setup-dev
	$(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --no-header -q $(ARGS) -o requirements.txt
	$(UV) pip compile pyproject.toml --group dev -c requirements.txt --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -q $(ARGS) \
	  -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache htmlcov .hypothesis mutants
