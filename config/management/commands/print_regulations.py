"""The page ``docs/regulations.md``, made from the code so that it cannot lag behind it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from cadres.shared.regulations.catalogue import RULES

APPS = ("cadres", "assessment", "training", "selection", "incentives")
HEAD = """\
# Rules and refusals

Made by `manage.py print_regulations`; a test compares this page with the code. What a county has set for itself is on
the page *Rules* of the program.

## Rules

Confidence: **A** read in a copy of the text, **B** read in a secondary page, **C** from memory: verify before you rely
on it.
"""


@dataclass(frozen=True)
class Refusal:
    """One ``Objection(…)`` in the code."""

    code: str
    article: str
    rule: str
    where: str


class Command(BaseCommand):
    help = "Print the list of rules and refusals with their articles and tests (docs/regulations.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self.stdout.write("\n".join(page()), ending="\n")


def page() -> Iterator[str]:
    yield HEAD
    yield "| rule | what it says | default | source | confidence |"
    yield "|---|---|---|---|---|"
    for rule in sorted(RULES, key=lambda rule: rule.key):
        number = f"{rule.value} {rule.unit}".strip() if rule.value is not None else ""
        default = "; ".join(part for part in (number, str(rule.action)) if part)
        yield f"| `{rule.key}` | {rule.title} | {default} | {rule.source} | {rule.confidence} |"
    yield "\n## Refusals\n"
    yield "| code | article | rule | said by | tested in |"
    yield "|---|---|---|---|---|"
    tests = {path: path.read_text() for path in sorted((settings.BASE_DIR / "tests").rglob("test_*.py"))}
    for refusal in sorted(set(refusals()), key=lambda r: (r.where, r.code)):
        tested = [
            path.relative_to(settings.BASE_DIR).as_posix() for path, text in tests.items() if _names(text, refusal)
        ]
        rule = f"`{refusal.rule}`" if refusal.rule else ""
        yield f"| `{refusal.code}` | {refusal.article} | {rule} | `{refusal.where}` | {', '.join(tested)} |"


def _names(text: str, refusal: Refusal) -> bool:
    return f'"{refusal.code}"' in text


def refusals() -> Iterator[Refusal]:
    """Every refusal of the apps, read from the syntax of their modules."""
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _refusals_of(path)


def _refusals_of(path: Path) -> Iterator[Refusal]:
    text = path.read_text()
    if "Objection(" not in text:
        return
    name = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Objection" and call.args:
                parts = dict(zip(("code", "message", "article", "rule"), call.args, strict=False))
                parts |= {word.arg: word.value for word in call.keywords if word.arg}
                code = _text(parts["code"], name)
                if code:
                    article, rule = (_text(parts.get(key), name) for key in ("article", "rule"))
                    yield Refusal(code, article, rule, f"{name}.{function.name}")


def _text(node: ast.AST | None, module: str) -> str:
    """A literal, a literal marked for translation, or a constant of the module; else empty."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Call) and node.args:
        return _text(node.args[0], module)
    if isinstance(node, ast.Name):
        return str(getattr(import_module(module), node.id, ""))
    return ""
