"""Strings that never reach the catalogue, by the syntax tree: collecting looks for a few names and a quote alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TRANSLATE = {
    f"{plural}{context}gettext{end}" for plural in ("", "n") for context in ("", "p") for end in ("", "_lazy")
}
KNOWN = {*TRANSLATE, "_", "gettext_noop"}  # the names by which messages are collected
SPOKEN = {"label", "verbose_name", "verbose_name_plural", "help_text", "empty_label", "violation_error_message"}
SAYING = {"Objection", "ValidationError", "OutOfDate", "BadWorkbook"}
ENGLISH = re.compile(r"[A-Za-z]{3,}")
SENTENCE = re.compile(r"[A-Za-z]{3,},? [a-z]{2,}")
# Schemas of the API are documented in English, and commands speak to who runs the server.
IN_ENGLISH = re.compile(r"(^|/)(api|migrations|management|bench|runner|generator|demo)(/|\.py$)")


def unspoken(root: Path, folders: tuple[str, ...]) -> Iterator[str]:
    """Each fault as "file:line: what is wrong"."""
    for folder in folders:
        for path in sorted(Path(root, folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if IN_ENGLISH.search(name):
                continue
            for line, fault in faults_of(path.read_text(encoding="utf-8")):
                yield f"{name}:{line}: {fault}"


def faults_of(source: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in TRANSLATE
    }
    yield from _frozen(tree, names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node, names)
        elif isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            yield from _of_choices(node)


def _frozen(node: ast.AST, names: dict[str, str]) -> Iterator[tuple[int, str]]:
    """What a module or class fills in with ``%`` as it is read, in the language of that moment and for good."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        filled = isinstance(child, ast.BinOp) and isinstance(child.op, ast.Mod) and child.left
        if isinstance(filled, ast.Call) and names.get(getattr(filled.func, "id", ""), "").endswith("_lazy"):
            yield filled.lineno, "filled in with % where it is written, it keeps one language: use format_lazy"
        yield from _frozen(child, names)


def _of_call(node: ast.Call, names: dict[str, str]) -> Iterator[tuple[int, str]]:
    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if called in names:
        texts = node.args[1:] if "pgettext" in names[called] else node.args
        if called not in KNOWN:
            yield node.lineno, f"{names[called]} is called {called}, so its string is not collected"
        if not texts or not _plain(texts[0]):
            yield node.lineno, "what is translated must be written out, not put together"
    for keyword in node.keywords:
        if keyword.arg in SPOKEN and _raw(keyword.value, ENGLISH):
            yield node.lineno, f"{keyword.arg} is not translated"
    if called in SAYING and any(_raw(argument, SENTENCE) for argument in node.args):
        yield node.lineno, f"what {called} says is not translated"


def _of_choices(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for member in node.body:
        value = member.value if isinstance(member, ast.Assign) else None
        if isinstance(value, ast.Constant):
            yield member.lineno, "a choice needs a label of its own"
        elif isinstance(value, ast.Tuple) and len(value.elts) > 1 and _raw(value.elts[-1], ENGLISH):
            yield member.lineno, "the label of a choice is not translated"


def _plain(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _raw(node: ast.expr, pattern: re.Pattern[str]) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_raw(part, pattern) for part in node.values)
    return _plain(node) and bool(pattern.search(node.value))  # type: ignore[attr-defined]
