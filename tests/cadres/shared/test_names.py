"""Pinyin of names, and what somebody typing it may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.shared import names


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("zengzhiq", ["zeng zhi q"]),
        ("Zeng  Zhi", ["zeng zhi"]),
        ("xian", ["xian", "xia n", "xi an", "xi a n"]),
        ("lü", ["lv"]),
        ("", [""]),
    ],
)
def test_pinyin_is_split_as_it_may_be_read(text, prefixes):
    assert names.pinyin_prefixes(text) == prefixes


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=60))
def test_any_typing_gives_few_prefixes_made_of_what_was_typed(text):
    found = names.pinyin_prefixes(text)

    assert 1 <= len(found) <= 8
    assert {prefix.replace(" ", "") for prefix in found} == {text.replace(" ", "")}


@pytest.mark.parametrize(
    ("name", "key"), [("曾志强", "zeng zhi qiang"), ("单小明", "shan xiao ming"), ("仇和", "qiu he")]
)
def test_surnames_are_read_as_surnames(name, key):
    assert names.name_key(name) == key


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王 伟", "王伟"),
        ("王　伟", "王伟"),
        (" 王\u200b伟\ufeff ", "王伟"),
        ("买买提 • 阿不都", "买买提·阿不都"),
        ("买买提・阿不都", "买买提·阿不都"),
        ("ｗａｎｇ", "wang"),
        ("wang  wei", "wang wei"),
        ("党委（扩大）", "党委（扩大）"),
        ("\u200b", ""),
    ],
)
def test_one_spelling_of_a_name(typed, name):
    assert names.name_text(typed) == name
    assert names.name_text(name) == name
