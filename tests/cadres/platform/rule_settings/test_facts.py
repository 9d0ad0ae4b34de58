"""A rulebook of a day: the nation's law of that day, the county's setting of that day over it."""

from datetime import date
from fractions import Fraction

import pytest

from cadres.models import LocalRule
from cadres.platform.rule_settings.facts import Rulebook, rulebook, rulebook_from
from cadres.shared.regulations.catalogue import RULES, Action, Amendment, Rule
from cadres.shared.regulations.laws import Edition, Law
from tests.support.cadres import COUNTY, CountyFactory
from tests.support.points import contributed

SOME_LAW = Law("Invented Law", (Edition("2020"), Edition("2028", date(2028, 1, 1))))
DAYS = Rule(
    "test.days",
    "Days of notice",
    SOME_LAW.article("7").renumbered("2028", "9"),
    value=5,
    unit="days",
    low=5,
    high=15,
    actions=(Action.BLOCK, Action.REMIND),
    amended=(Amendment(date(2028, 1, 1), value=8, low=8),),
)
PART = Rule("test.part", "Least part of those due", "Invented rule", value=Fraction(2, 3))
YES = Rule("test.yes", "Only a yes or no", "Invented rule")
BEFORE, AFTER = date(2027, 12, 31), date(2028, 1, 1)


@pytest.fixture(autouse=True)
def _rules():
    with contributed(RULES, DAYS, PART, YES):
        yield


def set_days(staff, leader, value=None, action="", since=date(2026, 1, 1), division=None):
    return LocalRule.objects.create(
        division=division or CountyFactory(),
        key=DAYS.key,
        value=value,
        action=action,
        during=f"[{since},)",
        basis="县委组织部 1",
        set_by=staff,
        approved_by=leader,
    )


def test_without_settings_the_national_law_of_the_day_counts():
    assert [Rulebook(on=day).number(DAYS.key) for day in (BEFORE, AFTER)] == [5, 8]
    assert Rulebook(on=BEFORE).source(DAYS.key) == "Invented Law (2020), Art 7"
    assert Rulebook(on=AFTER).source(DAYS.key) == "Invented Law (2028), Art 9"


@pytest.mark.parametrize(("value", "before", "after"), [(7, 7, 8), (8, 8, 8), (10, 10, 10), (16, 5, 8)])
def test_a_setting_counts_as_far_as_the_law_of_the_day_leaves_it(staff, leader, value, before, after):
    set_days(staff, leader, value)

    assert rulebook(COUNTY, on=BEFORE).number(DAYS.key) == before
    assert rulebook(COUNTY, on=AFTER).number(DAYS.key) == after


def test_an_action_counts_only_where_the_rule_leaves_it(staff, leader):
    setting = set_days(staff, leader, action="remind")
    assert rulebook(COUNTY, on=AFTER).action(DAYS.key) == Action.REMIND

    LocalRule.objects.filter(pk=setting.pk).update(action="off")
    assert rulebook(COUNTY, on=AFTER).action(DAYS.key) == Action.BLOCK


def test_a_setting_counts_from_its_first_day(staff, leader):
    set_days(staff, leader, 9, since=date(2027, 6, 1))

    assert rulebook(COUNTY, on=date(2027, 5, 31)).number(DAYS.key) == 5
    assert rulebook(COUNTY, on=date(2027, 6, 1)).number(DAYS.key) == 9


def test_settings_read_before_give_the_same_book(staff, leader, django_assert_num_queries):
    set_days(staff, leader, 9, since=date(2027, 6, 1))
    rows = list(LocalRule.objects.all())

    with django_assert_num_queries(0):
        found = [rulebook_from(rows, COUNTY, on=day).number(DAYS.key) for day in (date(2027, 5, 31), date(2027, 6, 1))]
    assert found == [5, 9]
    assert rulebook_from(rows, "330523000000", on=date(2027, 6, 1)).number(DAYS.key) == 5


def test_parts_and_rules_without_a_number():
    book = Rulebook(on=AFTER)

    assert book.part(PART.key) == Fraction(2, 3)
    for key in (PART.key, YES.key):
        with pytest.raises(LookupError):
            book.value(key)
    with pytest.raises(LookupError):
        book.part(YES.key)
    assert book.shown(YES.key) is None
