"""What the watch finds of terms and rotation, around each reminder. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.shared.dates import add_months
from selection.terms.choices import Kind
from selection.terms.rules import Holding, Settings, findings
from tests.support.dossiers import TODAY


@given(days=st.integers(-800, 800))
def test_one_reminder_of_a_terms_end_at_a_time(days):
    ends = TODAY + timedelta(days=days)
    found = findings(Holding(since=date(2024, 1, 1), term_ends=ends), Settings(), TODAY)
    kind = next((k for k in found if k in (Kind.TERM_END_12, Kind.TERM_END_6, Kind.TERM_END_3, Kind.TERM_OVER)), None)
    expected = (
        Kind.TERM_OVER
        if ends <= TODAY
        else Kind.TERM_END_3
        if add_months(ends, -3) <= TODAY
        else Kind.TERM_END_6
        if add_months(ends, -6) <= TODAY
        else Kind.TERM_END_12
        if add_months(ends, -12) <= TODAY
        else None
    )
    assert kind == expected
    assert len(found) == (expected is not None)


def test_rotation_and_second_term():
    found = findings(Holding(since=date(2017, 11, 23), term_ends=None), Settings(), TODAY)
    assert found == {Kind.ROTATION_10Y: date(2027, 11, 23)}
    assert findings(Holding(since=date(2017, 11, 24), term_ends=None), Settings(), TODAY) == {}
    assert findings(Holding(since=date(2010, 1, 1), term_ends=None), Settings(years=None), TODAY) == {}
    twice = findings(Holding(date(2020, 1, 1), date(2027, 4, 1), full_terms=2), Settings(), TODAY)
    assert set(twice) == {Kind.TERM_END_6, Kind.TWO_TERMS}


ENDS = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("today", "watched", "expected"),
    [
        (date(2026, 6, 29), Settings(), None),
        (date(2026, 6, 30), Settings(), Kind.TERM_END_12),
        (date(2026, 12, 29), Settings(), Kind.TERM_END_12),
        (date(2026, 12, 30), Settings(), Kind.TERM_END_6),
        (date(2027, 3, 29), Settings(), Kind.TERM_END_6),
        (date(2027, 3, 30), Settings(), Kind.TERM_END_3),
        (date(2027, 6, 29), Settings(), Kind.TERM_END_3),
        (date(2027, 6, 30), Settings(), Kind.TERM_OVER),
        (date(2027, 7, 1), Settings(), Kind.TERM_OVER),
        (date(2026, 9, 29), Settings(months=(9, 4, 1)), None),
        (date(2026, 9, 30), Settings(months=(9, 4, 1)), Kind.TERM_END_12),
        (date(2027, 2, 28), Settings(months=(9, 4, 1)), Kind.TERM_END_6),
        (date(2027, 5, 29), Settings(months=(9, 4, 1)), Kind.TERM_END_6),
        (date(2027, 5, 30), Settings(months=(9, 4, 1)), Kind.TERM_END_3),
    ],
)
def test_the_reminder_of_each_day(today, watched, expected):
    found = findings(Holding(date(2022, 7, 1), ENDS), watched, today)
    assert found == ({} if expected is None else {expected: ENDS})


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 6, 29), None),
        (date(2026, 6, 30), ENDS),
        (date(2027, 6, 30), ENDS),
        (date(2027, 7, 1), ENDS),
    ],
)
def test_a_second_full_term_is_told_from_the_first_reminder_on(today, expected):
    found = findings(Holding(date(2020, 1, 1), ENDS, full_terms=2), Settings(years=None), today)
    assert found.get(Kind.TWO_TERMS) == expected
    assert Kind.TWO_TERMS not in findings(Holding(date(2020, 1, 1), ENDS, full_terms=1), Settings(years=None), today)


@pytest.mark.parametrize(
    ("today", "years", "expected"),
    [
        (date(2029, 6, 30), 10, None),
        (date(2029, 7, 1), 10, date(2030, 7, 1)),
        (date(2030, 7, 2), 10, date(2030, 7, 1)),
        (date(2024, 6, 30), 5, None),
        (date(2024, 7, 1), 5, date(2025, 7, 1)),
    ],
)
def test_rotation_is_told_from_the_first_reminder_on(today, years, expected):
    found = findings(Holding(date(2020, 7, 1), None), Settings(years=years), today)
    assert found == ({} if expected is None else {Kind.ROTATION_10Y: expected})
