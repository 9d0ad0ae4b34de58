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
UNUSED = [word for word, _instead, _why in rows(["not", "but", "why"])]
QUOTED = re.compile("“[^”]*”")  # what is quoted stands as somebody else writes it


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


CHINESE = "[\u4e00-\u9fff]"
NOT_SO = {
    "no spaces between Chinese and foreign letters or figures": rf"{CHINESE} +[\w.<%{{]|[\w.>}}%] +{CHINESE}",
    "no English signs beside Chinese": rf"{CHINESE}[,:;?!()]|[,:;?!(]{CHINESE}|\){CHINESE}",
    "no straight quotation marks": rf"\"{CHINESE}|{CHINESE}\"|'{CHINESE}|{CHINESE}'",
    "no pronouns but 您": "你|我们|(?<!其)他们|她",
    "the leaders of the department by their full name": "(?<!组织)部领导",
    "nobody is only unable to decide on his own: he must not": "(?:提出|申请|拟定|录入|设定)[^，。]{0,6}人不能",
    "most is not over": r"最多%|至多%|不多于",
    "no word twice": "的的|的地|了了|、、|。。|，，",
}
# Values side by side for a filter; a period of a résumé and its two spaces.
AS_WRITTEN = {"yes,no", "One period a line: 2016.09--2021.05  post held"}


@pytest.mark.parametrize("rule", NOT_SO)
def test_signs_and_spaces_are_those_of_an_office(rule):
    found = [
        text
        for entry in CATALOGUE
        for text in said(entry)
        if entry.msgid not in AS_WRITTEN and re.search(NOT_SO[rule], QUOTED.sub("“”", text))
    ]

    assert found == []


def test_a_sentence_ends_where_the_english_one_does():
    found = [
        (entry.msgid, text)
        for entry in CATALOGUE
        for text in said(entry)
        if entry.msgid != "No." and entry.msgid.endswith((".", "…")) != text.endswith(("。", "…"))
    ]

    assert found == []
