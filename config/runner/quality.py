"""``make check``: everything about the code that a machine can judge, all of it run, then the sum.

Started beside throw-away servers: some checks ask the database.
"""

import difflib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from config.servers import ROOT

API_FILE = ROOT / "docs" / "openapi.yaml"
# Enough for the settings of a department's own servers to load; none of it opens anything.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "for-the-check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
    "ALLOWED_HOSTS": "cadres.example",
}


def run(*command: str, **environment: str) -> str | None:
    """What went wrong, or nothing."""
    done = subprocess.run(  # noqa: S603 -- our own commands
        [sys.executable, *command], cwd=ROOT, env={**os.environ, **environment}, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return (done.stdout.strip() or f"status {done.returncode}") if done.returncode else None


def manage(*arguments: str, **environment: str) -> str | None:
    return run("manage.py", *arguments, **environment)


def check_api() -> str | None:
    """The published description must be the one that the code gives."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "openapi.yaml"
        if (failure := manage("spectacular", "--lang", "en", "--fail-on-warn", "--file", str(made))) is not None:
            return failure
        if not API_FILE.exists():
            return "docs/openapi.yaml is missing. Make it: make openapi"
        kept, now = (path.read_text(encoding="utf-8").splitlines() for path in (API_FILE, made))
    difference = list(difflib.unified_diff(kept, now, "docs/openapi.yaml", "the code", lineterm="", n=1))
    if not difference:
        return None
    return "\n".join([*difference[:40], "The API has changed. If that is meant: make openapi"])


CHECKS: dict[str, Callable[[], str | None]] = {
    "ruff check": lambda: run("-m", "ruff", "check", "--quiet", "."),
    "ruff format": lambda: run("-m", "ruff", "format", "--check", "."),
    "djlint": lambda: run("-m", "djlint", "--profile=django", "--lint", "--quiet", "templates"),
    "import-linter": lambda: run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    "mypy": lambda: run("-m", "mypy"),
    "deployment": lambda: manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
    "migrations": lambda: manage("makemigrations", "--check", "--dry-run"),
    "translations": lambda: manage("check_translations"),
    "OpenAPI": check_api,
}


def main(chosen: list[str]) -> int:
    failed = []
    for name, check in CHECKS.items():
        if chosen and name not in chosen:
            continue
        started = time.monotonic()
        failure = check()
        print(f"{'FAILED' if failure else 'ok':<7} {name:<14} {time.monotonic() - started:5.1f} s", flush=True)
        if failure:
            failed.append(name)
            print(failure + "\n", flush=True)
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
