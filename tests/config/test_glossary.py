"""The Chinese of the program keeps to ``docs/glossary.md``."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

GLOSSARY = Path(settings.BASE_DIR, "docs", "glossary.md")
CATALOGUE = polib.pofile(str(Path(settings.BASE_DIR, "locale", "zh_Hans", "LC_MESSAGES", "django.po")))
ROW = re.compile(r"^\| (?P<cells>.+) \|$")


def rows(head):
    """The rows of the tables under this head."""
    found, inside = [], False
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = match["cells"].split(" | ") if (match := ROW.match(line)) else None
        if cells is None:
            inside = inside and line.startswith("|")
        elif cells == head:
            inside = True
        elif inside:
            found.append(cells)
    return found


TERMS = rows(["English", "中文", "where"])
UNUSED = [word for word, _instead in rows(["not", "but"])]


def said(entry):
    return [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())


def test_the_glossary_is_read_and_names_no_term_twice():
    assert len(TERMS) > 60
    assert len({term for term, _chinese, _where in TERMS}) == len(TERMS)


@pytest.mark.parametrize(("term", "chinese", "_where"), TERMS)
def test_a_message_that_is_a_term_has_its_chinese(term, chinese, _where):
    entries = [entry for entry in CATALOGUE if entry.msgid.rstrip(":").lower() == term]

    assert entries, f"No message is “{term}”. Take it out of the glossary, or write it as the messages do."
    allowed = set(chinese.split("、"))
    assert {text.rstrip("：") for entry in entries for text in said(entry)} == allowed


def test_words_that_are_not_used_are_not_used():
    assert UNUSED
    found = [(entry.msgid, word) for entry in CATALOGUE for text in said(entry) for word in UNUSED if word in text]
    assert found == []
