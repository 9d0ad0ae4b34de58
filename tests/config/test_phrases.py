"""Words stand beside one another as the reader's language has it: Chinese has signs, dates and brackets of its own.

What joins a label and its value, names, a number and its unit comes from ``cadres/shared/phrases.py`` and
``cadres.shared.names.joined``, or from the catalogue; never from a template's or a presenter's own hand.
"""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
APPS = ("assessment", "cadres", "incentives", "selection", "training")
MODULES = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if not {"migrations", "management", "data"} & set(path.relative_to(ROOT).parts)
)

TRANSLATED = re.compile(r"\{%-? *(comment|block(?:trans|translate))\b.*?\{%-? *end\1 *-?%\}|\{#.*?#\}", re.DOTALL)
DAY = re.compile(r"\|date:[\"']([^\"']*)[\"']")
# The catalogue's formats; ISO for ``datetime`` and ``value``; a time of day; the names of a weekday and of a month.
FORMATS = {
    *("DATE_FORMAT", "SHORT_DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"),
    "c",
    "Y-m-d",
    "H:i",
    "l",
    "F",
}
BY_HAND = {
    "a colon, whose Chinese is ：": re.compile(r"(?:\}\}|%\}|</\w+>|sr-only\">): "),
    "a comma, whose Chinese is ， or 、": re.compile(r"(?:\}\}|%\}|</\w+>)[,;] "),
    "brackets, whose Chinese are （）": re.compile(r"\((?:\{\{|\{% *trans)"),
    "the commas of a list, whose Chinese are 、": re.compile(r"\|join:[\"'](?:[,;]| /) [\"']"),
    "a sign at the end of a translated label": re.compile(r"\{% *trans(?:late)? *[\"'][^\"']*:[\"'] *%\}[ <]*\{\{"),
    "a number without its format": re.compile(r"\{\{ *[\w.]*\b(?:area|distance|mountain_share|revenue|hours) *\}\}"),
}


@pytest.mark.parametrize("what", BY_HAND)
def test_no_template_writes_by_hand(what):
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in TEMPLATES
        for hit in BY_HAND[what].finditer(TRANSLATED.sub("", path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_templates_write_days_in_the_formats_of_the_language():
    found = {
        (str(path.relative_to(ROOT)), how)
        for path in TEMPLATES
        for how in DAY.findall(path.read_text(encoding="utf-8"))
    }

    assert {(path, how) for path, how in found if how not in FORMATS} == set()


def nodes(kind):
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield str(path.relative_to(ROOT)), node


# What no reader of a page sees: the text of a record in a log, mistakes of a programmer, a row of a list of divisions.
UNSEEN = {
    "cadres/platform/divisions/services.py",
    "cadres/platform/drafts/models.py",
    "cadres/platform/field_keys/services/keys.py",
    "cadres/platform/field_keys/services/stores.py",  # SQL
    "cadres/platform/log/services.py",
    "cadres/platform/notices/services.py",
    "cadres/platform/outbox/services/delivery.py",
    "cadres/shared/extensions.py",
    "selection/terms/services.py",  # SQL
}
# Names of parameters, moves and formats, as programs read them.
FOR_PROGRAMS = {
    "cadres/shared/api/base.py",
    "cadres/shared/api/parameters.py",
    "cadres/shared/api/viewsets.py",
    "cadres/shared/errors.py",
    "cadres/platform/accounts/services/tokens.py",
    "cadres/registry/appointment_forms/lrmx/form.py",
    "cadres/registry/appointment_forms/services/sheets/word.py",
}


def test_no_module_joins_words_by_english_signs():
    found = []
    for path, node in nodes(ast.JoinedStr):
        pieces = node.values
        between = (
            middle.value
            for before, middle, after in zip(pieces, pieces[1:], pieces[2:], strict=False)
            if isinstance(before, ast.FormattedValue)
            and isinstance(middle, ast.Constant)
            and isinstance(after, ast.FormattedValue)
        )
        if any(text in (": ", ", ", "; ", " (") for text in between):
            found.append((path, node.lineno, ast.unparse(node)))

    assert [one for one in found if one[0] not in UNSEEN] == []


def test_no_module_lists_names_by_english_commas():
    found = {
        path
        for path, node in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and isinstance(node.func.value, ast.Constant)
        and node.func.value.value in (", ", "; ", " / ")
    }

    assert found - UNSEEN == FOR_PROGRAMS


# Months of a file (1982.03) and their days, cells of a workbook, names of files, and what programs read again.
DAYS_FOR_PROGRAMS = {
    "cadres/shared/months.py",
    "cadres/platform/imports/points.py",
    "cadres/platform/imports/jobs.py",
    "cadres/shared/lists/views.py",
    "cadres/registry/appointment_forms/lrmx/texts.py",
    "cadres/registry/cadre_files/rules/particulars.py",
    "cadres/registry/verifications/querysets.py",
    "training/class_page/views.py",
}


def test_no_module_writes_days_by_hand():
    found = {
        path
        for path, node in nodes(ast.FormattedValue)
        if node.format_spec is not None and "%Y" in ast.unparse(node.format_spec)
    }

    assert found == DAYS_FOR_PROGRAMS
