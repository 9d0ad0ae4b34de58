"""Rules by dates: what the nation's law says on which day, cited in which edition."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from cadres.shared.regulations.catalogue import Action, Amendment, Rule, number_text
from cadres.shared.regulations.laws import APPOINTMENT, PUBLIC_SANCTIONS, TERMS, Edition, Law

LAW = Law("Invented Law", (Edition("2014"), Edition("2019", date(2019, 3, 3)), Edition("2030", date(2030, 1, 1))))
HOURS = Rule(
    "test.hours",
    "Hours a year",
    LAW.article("14", read_in="2019"),
    value=90,
    unit="hours",
    amended=(
        Amendment(date(2028, 1, 1), value=100),
        Amendment(date(2029, 7, 1), low=100, high=120, action=Action.REMIND),
    ),
)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2010, 1, 1), 90),
        (date(2027, 12, 31), 90),
        (date(2028, 1, 1), 100),
        (date(2031, 1, 1), 100),
    ],
)
def test_a_value_counts_from_its_day(day, value):
    assert HOURS.on(day).value == value


def test_what_an_amendment_leaves_out_stays():
    before, after = HOURS.on(date(2029, 6, 30)), HOURS.on(date(2029, 7, 1))

    assert (before.value, before.action, before.value_is_free) == (100, Action.BLOCK, False)
    assert (after.value, after.action, after.value_is_free) == (100, Action.REMIND, True)
    assert HOURS.adjustable


def test_the_history_is_without_gaps_and_begins_with_the_edition_that_was_read():
    assert [(one.since, one.until) for one in HOURS.versions] == [
        (date(2019, 3, 3), date(2028, 1, 1)),
        (date(2028, 1, 1), date(2029, 7, 1)),
        (date(2029, 7, 1), date(2030, 1, 1)),
        (date(2030, 1, 1), None),
    ]


def test_the_laws_in_turn_of_a_span_of_days():
    within = HOURS.versions_within(date(2027, 5, 1), date(2029, 7, 1))
    assert [one.since for one in within] == [date(2019, 3, 3), date(2028, 1, 1)]
    assert [one.value for one in HOURS.versions_within(date(2027, 5, 1), None)] == [90, 100, 100, 100]


def test_an_article_is_cited_in_the_edition_of_the_day():
    cite = LAW.article("24(3)", read_in="2019").renumbered("2030", "26(3)")

    assert cite.on(date(2029, 12, 31)) == "Invented Law (2019), Art 24(3)"
    assert cite.on(date(2030, 1, 1)) == "Invented Law (2030), Art 26(3)"


def test_an_article_not_yet_read_in_an_edition_says_in_which_it_was():
    cite = LAW.article("44", read_in="2014")

    assert cite.on(date(2019, 3, 2)) == "Invented Law (2014), Art 44"
    assert cite.on(date(2019, 3, 3)) == "Invented Law (2019), Art 44 as numbered in 2014"


def test_a_day_before_the_edition_read_cites_that_edition():
    assert LAW.article("24", read_in="2019").on(date(2015, 1, 1)) == "Invented Law (2019), Art 24"


def test_several_articles_a_law_without_editions_and_a_note():
    assert Law("Plain Law").article("8, 19").on(date(2026, 1, 1)) == "Plain Law, Art 8 and Art 19"
    noted = Law("Rules", (Edition("2006"),), note="by analogy")
    assert noted.article("6").on(date(2026, 1, 1)) == "Rules (2006), Art 6; by analogy"
    assert noted.article().on(date(2026, 1, 1)) == "Rules (2006); by analogy"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (5, "5"), (Decimal("7.50"), "7.5"), (Decimal(600), "600"), (Fraction(2, 3), "2/3")],
)
def test_numbers_are_written_plainly(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize(("value", "allowed"), [(99, False), (100, True), (120, True), (121, False)])
def test_bounds_hold_at_below_and_above(value, allowed):
    assert HOURS.on(date(2029, 7, 1)).allows(Decimal(value)) is allowed
    assert HOURS.on(date(2029, 6, 30)).allows(Decimal(value)) is False


def test_articles_are_cited_in_chinese_as_offices_write_them():
    with translation.override("zh-hans"):
        day = date(2026, 11, 1)
        assert APPOINTMENT.article("24(3)", read_in="2019").on(day) == (
            "《党政领导干部选拔任用工作条例》（2019年）第24条第（3）项"
        )
        assert APPOINTMENT.article("44", read_in="2014").on(day).endswith("第44条（条序据2014年版）")
        assert PUBLIC_SANCTIONS.article("8, 19").on(day) == "《公职人员政务处分法》第8条、第19条"
        assert TERMS.article("6").on(day) == "《党政领导干部职务任期暂行规定》（2006年）第6条，乡镇参照执行"
