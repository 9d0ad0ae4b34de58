"""Opening a vacancy, and the watch over terms and rotation. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.shared.dates import add_months
from selection.terms.choices import Kind
from selection.terms.rules import Holding, Settings, findings
from selection.vacancies import rules as vacancies
from tests.support.dossiers import TODAY, Book, codes


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
    twice = findings(Holding(date(2020, 1, 1), date(2027, 4, 1), served_previous=True), Settings(), TODAY)
    assert set(twice) == {Kind.TERM_END_6, Kind.TWO_TERMS}


def opening(**changes) -> vacancies.OpeningFacts:
    valid = {
        "today": TODAY,
        "book": Book(),
        "approved": 1,
        "held": 1,
        "already_open": 0,
        "seat": 1,
        "holder_stays": True,
        "free_on": date(2027, 4, 1),
    }
    return vacancies.OpeningFacts(**{**valid, **changes})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"free_on": None}, ["free-day-missing"]),
        ({"free_on": date(2027, 11, 23)}, []),
        ({"free_on": date(2027, 11, 24)}, ["too-early"]),
        ({"seat": None}, ["approved-number"]),
        ({"holder_stays": False, "free_on": None}, []),
    ],
)
def test_opening_a_vacancy(change, expected):
    known = opening(**change)
    assert codes([*vacancies.a_seat_is_left(known), *vacancies.the_day_is_near(known)]) == expected
