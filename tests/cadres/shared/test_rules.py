"""Pure rules and encryption."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cadres.platform.divisions import rules as divisions_rules
from cadres.registry.cadre_files.rules.resume import read_resume
from cadres.registry.townships import rules as townships_rules
from cadres.shared import crypto, dates, identity, names
from cadres.shared.files.safe_cells import safe_cell


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("511923100000", "江口镇", "town"),
        ("511923200000", "岩口乡", "township"),
        ("511923001000", "同州街道", "subdistrict"),
        ("511923201000", "某某回族民族乡", "ethnic"),
        ("511923400000", "某某经济开发区", "other"),
        ("511923101000", "某某农场", "other"),
    ],
)
def test_kind_of_township(code, name, kind):
    assert divisions_rules.township_kind(code, name) == kind


POOR = {"income": 14_999, "revenue": Decimal(499), "mountain_share": 50, "distance": 41, "was_poor": True}


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        (POOR, "poor"),
        ({**POOR, "income": 26_000}, "poor"),
        ({**POOR, "income": 34_000}, "middling"),
        ({**POOR, "income": 34_000, "revenue": Decimal(2_000)}, "middling"),
        ({**POOR, "income": 34_000, "revenue": Decimal(8_000)}, "developed"),
    ],
)
def test_tier_by_points(facts, tier):
    assert townships_rules.tier(**facts) == tier


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_adding_months_lands_in_the_right_month(day, months):
    later = dates.add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert dates.whole_years(day, later) in (months // 12, months // 12 - (later.day < day.day))


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
    ("number", "sound"),
    [
        ("11010519491231002X", True),
        ("110105194912310021", False),
        ("11010519491231002", False),
        ("11010519491231002x", False),
        ("", False),
    ],
)
def test_check_digit_of_identity_numbers(number, sound):
    assert identity.identity_number_is_sound(number) == sound


@given(st.text(alphabet="0123456789X", max_size=20))
def test_a_mask_shows_seven_signs_at_most(text):
    shown = identity.masked(text)

    assert len(shown) == len(text)
    assert len(shown.replace("*", "")) == (7 if len(text) >= 9 else 0)


def test_a_resume_is_read_in_periods():
    periods, loose = read_resume(
        "前言\n2004.09--2008.07  某大学学习\n2012.03－2016.09　某县甲镇副镇长\n（其间：2013.03--2013.07县委党校）\n"
        "201608至202105 某县乙乡乡长\n2021.05--         某县丙镇书记"
    )

    assert loose == ["前言"]
    assert [(p.since_text, p.until_text) for p in periods] == [
        ("2004.09", "2008.07"),
        ("2012.03", "2016.09"),
        ("2016.08", "2021.05"),
        ("2021.05", ""),
    ]
    assert [(p.gap, p.overlap) for p in periods] == [(0, 0), (44, 0), (0, 1), (0, 0)]
    assert "县委党校" in periods[1].text


@given(st.text(max_size=200))
def test_any_resume_is_read_without_error_and_loses_no_word(text):
    periods, loose = read_resume(text)

    if not periods:
        assert loose == [line.strip() for line in text.splitlines() if line.strip()]


@given(st.text(min_size=1, max_size=40))
def test_encrypted_text_comes_back_and_differs_each_time(text):
    assert crypto.decrypt(crypto.encrypt(text)) == text
    assert crypto.encrypt(text) != crypto.encrypt(text)


def test_an_older_key_still_reads_and_a_foreign_one_does_not():
    with override_settings(FIELD_KEYS=["old"]):
        stored = crypto.encrypt("511923")
    with override_settings(FIELD_KEYS=["new", "old"]):
        assert crypto.decrypt(stored) == "511923"
    with override_settings(FIELD_KEYS=["new"]), pytest.raises(ValueError, match="no field key"):
        crypto.decrypt(stored)


def test_a_changed_bit_is_noticed():
    stored = crypto.encrypt("511923")
    broken = stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]

    with pytest.raises(ValueError, match="no field key"):
        crypto.decrypt(broken)


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), (-1, -1), (None, ""), ("王", "王")],
)
def test_cells_start_no_formula(value, cell):
    assert safe_cell(value) == cell
