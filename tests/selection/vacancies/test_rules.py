"""Opening, filling and withdrawing a vacancy. No database."""

from datetime import date

import pytest

from selection.vacancies import rules as vacancies
from tests.support.dossiers import TODAY, Book, codes
from tests.support.objections import messages


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
        ({"free_on": date(2027, 11, 22)}, []),
        ({"free_on": date(2027, 11, 23)}, []),
        ({"free_on": date(2027, 11, 24)}, ["too-early"]),
        ({"seat": None}, ["approved-number"]),
        ({"holder_stays": False, "free_on": None}, []),
    ],
)
def test_opening_a_vacancy(change, expected):
    known = opening(**change)
    assert codes([*vacancies.a_seat_is_left(known), *vacancies.the_day_is_near(known)]) == expected


def test_a_refusal_says_numbers_and_days():
    none_left = opening(seat=None, approved=3, held=2, already_open=1)
    assert messages(vacancies.a_seat_is_left(none_left)) == [
        "Approved seats: 3, held: 2, already open: 1. No seat is left to open."
    ]
    assert messages(vacancies.the_day_is_near(opening(free_on=date(2028, 1, 2)))) == [
        "The seat becomes free on 2 Jan 2028 only. Open the vacancy in the last 12 months before."
    ]


@pytest.mark.parametrize(
    ("guard", "held", "running", "expected"),
    [
        (vacancies.the_seat_is_held, True, False, []),
        (vacancies.the_seat_is_held, False, False, ["seat-not-held"]),
        (vacancies.no_election_runs, False, False, []),
        (vacancies.no_election_runs, False, True, ["election-running"]),
    ],
)
def test_filling_and_withdrawing_a_vacancy(guard, held, running, expected):
    known = vacancies.VacancyFacts(today=TODAY, book=Book(), seat_held=held, election_running=running)
    assert codes(guard(known)) == expected
