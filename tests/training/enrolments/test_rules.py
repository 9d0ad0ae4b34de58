"""Rules of training around their thresholds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cadres.platform.rule_settings.facts import Rulebook
from training.enrolments.rules import missed_too_much, progress, result_of
from training.needs.rules import induction_due

BOOK = Rulebook(on=date(2026, 11, 25))
hours = st.decimals(min_value=0, max_value=400, places=1)


@given(hours)
@example(Decimal(90))
@example(Decimal("89.9"))
def test_ninety_hours_or_twelve_days(number):
    found = progress(number, BOOK)
    assert found.met == (number >= 90)
    assert found.days * Decimal("7.5") == pytest.approx(number)
    assert (found.share == 100) == found.met
    assert found.missing == max(Decimal(0), 90 - number)


@given(missed=hours, attended=hours)
@example(missed=Decimal(3), attended=Decimal(18))
@example(missed=Decimal("3.1"), attended=Decimal("17.9"))
def test_more_than_one_seventh_is_too_much(missed, attended):
    total = missed + attended
    assert missed_too_much(missed, total, Decimal(7)) == (missed > total / 7 if total % 7 == 0 else 7 * missed > total)
    result = result_of(attended, missed, total, Decimal(7))
    assert (result == "miss") == (attended == 0)
    assert (result == "attend") == (attended > 0 and 7 * missed <= total)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
@example(date(2024, 2, 29))
def test_induction_is_due_a_year_later(since):
    due = induction_due(since, BOOK)
    assert due.year == since.year + 1
    assert (due.month, due.day) == ((2, 28) if (since.month, since.day) == (2, 29) else (since.month, since.day))
