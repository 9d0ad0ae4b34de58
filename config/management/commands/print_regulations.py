"""The page ``docs/regulations.md``, made from the code so that it cannot lag behind it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from cadres.shared.regulations.catalogue import RULES, Rule, Version, number_text
from cadres.shared.regulations.judging import JUDGED

APPS = ("cadres", "assessment", "training", "selection", "incentives")
BY_KIND = "*"  # the rule is chosen by the kind of record, as the bonus of an award is
HEAD = """\
# Rules and refusals

Made by `manage.py print_regulations`; a test compares this page with the code. What a county has set for itself is on
the page *Rules* of the program, with the history of each rule and what would change from a day on.

## Rules

Confidence: **A** read in a copy of the text, **B** read in a secondary page, **C** from memory: verify before you rely
on it. Of B and C the county sets what is named in the last column, or the page of the rule says why not. An article
"as numbered in" an older edition was read in that one only.
"""
JUDGING = """
## Which day's law judges what

National law and the county's settings of that one day count to the end of the procedure.
"""
REFUSALS = """
## Refusals that rest on a rule

The article is shown with the refusal, in the edition of the day that judges. `*`: the rule of the kind concerned.
"""
PROGRAM = """
## Refusals that are rules of the program

They rest on no article: order of work, two pairs of eyes, sums that must agree, what is missing in a form. Where they
are shown they say "Rule of this program".
"""


@dataclass(frozen=True)
class Refusal:
    """One ``Objection(…)`` in the code. ``article`` is what it names beside the rule."""

    code: str
    article: str
    rule: str
    where: str


class Command(BaseCommand):
    help = "Print the rules, the days that judge, and the refusals with what they rest on (docs/regulations.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self.stdout.write("\n".join(page()), ending="\n")


def page() -> Iterator[str]:
    yield HEAD
    yield "| rule | what it is about | value, action | source | | the county sets |"
    yield "|---|---|---|---|---|---|"
    for rule in sorted(RULES, key=lambda rule: rule.key):
        last = rule.versions[-1]
        value = "; ".join([*_values(rule), str(last.action)])
        yield f"| `{rule.key}` | {rule.title} | {value} | {last.source} | {rule.confidence} | {_free(rule, last)} |"
    yield JUDGING
    yield "| what | judged by the law of | why |"
    yield "|---|---|---|"
    for kind in JUDGED:
        yield f"| {kind.title} | {kind.says} | {kind.why} |"
    found = sorted(set(refusals()), key=lambda r: (r.code, r.rule, r.where))
    yield REFUSALS
    yield "| code | rule | article |"
    yield "|---|---|---|"
    yield from dict.fromkeys(_line(one) for one in found if one.rule or one.article)
    yield PROGRAM
    yield "| said by | codes |"
    yield "|---|---|"
    codes: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if not one.rule and not one.article:
            codes[_noun(one.where)].add(one.code)
    for noun, said in sorted(codes.items()):
        yield f"| `{noun}` | {', '.join(sorted(said))} |"


def _values(rule: Rule) -> Iterator[str]:
    """Its numbers through time."""
    shown = ""
    for version in rule.versions:
        text = f"{number_text(version.value)} {rule.unit}".strip() if version.value is not None else ""
        if text != shown:
            yield f"{text} from {version.since}" if shown else text
            shown = text


def _free(rule: Rule, version: Version) -> str:
    parts = []
    if version.value_is_free:
        high = number_text(version.high) if version.high is not None else "any"
        parts.append(f"{number_text(version.low)}–{high}")
    if rule.actions:
        parts.append("/".join(rule.actions))
    return "; ".join(parts)


def _line(refusal: Refusal) -> str:
    if not refusal.rule:
        return f"| `{refusal.code}` | | {refusal.article} |"
    if refusal.rule == BY_KIND:
        return f"| `{refusal.code}` | {BY_KIND} | of the rule |"
    return f"| `{refusal.code}` | `{refusal.rule}` | {RULES[refusal.rule].versions[-1].source} |"


def _noun(where: str) -> str:
    """``cadres.registry.posts.services.change_post`` → ``cadres.registry.posts``."""
    parts = where.split(".")
    return ".".join(parts[: 3 if parts[0] == "cadres" else 2])


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
                parts: dict[str, ast.expr] = dict(zip(("code", "message", "article", "rule"), call.args, strict=False))
                parts |= {word.arg: word.value for word in call.keywords if word.arg}
                code = _text(parts["code"], name)
                rule = _text(parts.get("rule"), name) or (BY_KIND if "rule" in parts else "")
                yield Refusal(code, _text(parts.get("article"), name), rule, f"{name}.{function.name}")


def _text(node: ast.AST | None, module: str) -> str:
    """A literal, the fixed beginning of a text made at run time, or a constant of the module; else empty."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.Name):
        return str(getattr(import_module(module), node.id, ""))
    return ""
