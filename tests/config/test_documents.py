"""What documents and docstrings name exists: paths, modules, names in them; and the architecture names every noun."""

import re
import tomllib
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.regulations.catalogue import RULES
from config.celery import app as celery

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cadres", "selection", "training", "assessment", "incentives")
CODE = (*APPS, "config", "tests")
FOLDERS = (*CODE, "templates", "docs", "assets", "deploy", "locale")
NO_NOUNS = {"api", "management", "migrations", "templatetags", "data", "models", "__pycache__"}

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MADE = {ROOT / "docs" / "regulations.md"}  # compared with the code as a whole by another test

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
DOTTED = re.compile(rf"(?:{'|'.join(CODE)})(?:\.\w+)+")
QUOTED = re.compile(r"``([^`]+)``")


@cache
def _files() -> tuple[str, ...]:
    found = (path for name in FOLDERS for path in (ROOT / name).rglob("*") if "__pycache__" not in path.parts)
    return tuple("/" + path.relative_to(ROOT).as_posix() for path in [*found, *ROOT.glob("*.*")])


@cache
def _layers() -> frozenset[str]:
    """The names that a file of a noun may have."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract.get("exhaustive"))["layers"]
    return frozenset(re.findall(r"\w+", " ".join(layers)))


def _path_is_missing(text: str) -> bool:
    """A whole path is looked for where it says, a name like ``services/files.py`` anywhere; other words are none."""
    if not PATH.fullmatch(text):
        return False
    name = text.rstrip("/")
    first = name.split("/")[0]
    if name.endswith(".html") and "/" in name:
        return not (ROOT / name).exists() and not (ROOT / "templates" / name).exists()
    if first in FOLDERS and "/" in name:
        return not (ROOT / name).exists()
    if name.removesuffix(".py") in _layers():
        return False
    return name.endswith((".py", ".html")) and not any(path.endswith(f"/{name}") for path in _files())


def _is_a_label(name: str) -> bool:
    """A permission, a rule, a model or a task is called like an attribute of an app, too."""
    app, _dot, rest = name.partition(".")
    if app in APPS and rest.lower() in apps.all_models[app]:
        return True
    tasks = {entry["task"] for entry in celery.conf.beat_schedule.values()}
    return name in tasks or name in RULES or any(name in permissions for permissions in PERMISSIONS_OF.values())


def _has(owner: Any, name: str) -> bool:
    return hasattr(owner, name) or name in getattr(owner, "__annotations__", {})


def _name_is_missing(name: str) -> bool:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        module = ".".join(parts[:length])
        try:
            if find_spec(module) is None:
                continue
        except ModuleNotFoundError:
            continue
        rest = parts[length:]
        owner = import_module(module) if rest else None
        for part in rest:
            if not _has(owner, part):
                return not _is_a_label(name)
            owner = getattr(owner, part, None)
        return False
    return True


def _missing(spans: list[str]) -> set[str]:
    paths = {text for text in spans if _path_is_missing(text)}
    return paths | {text for text in spans if DOTTED.fullmatch(text.removesuffix("()")) and _name_is_missing(text)}


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d not in MADE], ids=lambda path: path.name)
def test_what_a_document_names_exists(document):
    text = FENCE.sub("", document.read_text())
    links = {link for link in LINK.findall(text) if "://" not in link and not (document.parent / link).exists()}

    assert _missing(SPAN.findall(text)) | links == set()


@pytest.mark.parametrize("folder", CODE)
def test_what_docstrings_and_comments_name_exists(folder):
    texts = {path: path.read_text() for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts}

    assert {
        (p.relative_to(ROOT).as_posix(), m) for p, t in texts.items() for m in _missing(QUOTED.findall(t))
    } == set()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("cadres/shared/workflow.py", False),
        ("cadres/shared/no_such.py", True),
        ("cadres/file_page/cadre_detail.html", False),
        ("components/_no_such.html", True),
        ("workflow.py", False),
        ("no_such_file.py", True),
        ("cadres.platform.log.services.make_move", False),
        ("cadres.platform.log.services.no_such", True),
        ("cadres.no_such", True),
        ("cadres.view_cadre", False),
        ("cadres.Cadre", False),
        ("GET/POST", False),
    ],
)
def test_the_check_itself(text, missing):
    assert bool(_missing([text])) is missing


def _nouns() -> set[str]:
    places = [*(ROOT / app for app in APPS[1:]), ROOT / "cadres" / "platform", ROOT / "cadres" / "registry"]
    return {
        path.relative_to(ROOT).as_posix()
        for place in places
        for path in place.iterdir()
        if path.is_dir() and path.name not in NO_NOUNS
    }


def test_the_architecture_names_every_noun_and_every_file_of_one():
    text = (ROOT / "docs" / "architecture.md").read_text()
    base, upper = text.split("### The upper apps")
    named = {
        f"cadres/{tier}/{noun}"
        for tier in ("platform", "registry")
        for noun in re.findall(r"^\| `(\w+)`", base.split(f"### `cadres/{tier}/`")[1].split("###")[0], re.MULTILINE)
    } | set(re.findall(r"^\| `(\w+/\w+)`", upper, re.MULTILINE))
    files = set(re.findall(r"`(\w+)(?:\.py|/)`", text.split("## The files of a noun")[1].split("## ")[0]))

    assert named == _nouns()
    assert files >= _layers()
