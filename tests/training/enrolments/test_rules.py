"""Rules of training around their thresholds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cadres.platform.rule_settings.facts import Rulebook
from tests.support.objections import codes, messages
from training.classes.choices import ClassStage
from training.enrolments import rules
from training.enrolments.rules import Progress, missed_too_much, progress, result_of
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


@pytest.mark.parametrize(
    ("number", "days", "met", "share", "missing"),
    [
        ("89.9", "11.9", False, 99, "0.1"),
        ("90", "11.9", True, 100, "0"),
        ("89.9", "12", True, 99, "0"),
        ("90.1", "12.1", True, 100, "0"),
        ("180", "1", True, 100, "0"),
        ("0", "0", False, 0, "90"),
    ],
)
def test_hours_or_days_are_enough(number, days, met, share, missing):
    found = Progress(Decimal(number), Decimal(90), Decimal(days), Decimal(12))
    assert (found.met, found.share, found.missing) == (met, share, Decimal(missing))


FIRST, LAST = date(2026, 12, 7), date(2026, 12, 9)


def enrolment(**changes) -> rules.EnrolmentFacts:
    """Somebody called up, asked by a colleague the day before a class that is open; 21 hours, 3 missed."""
    valid = {
        "today": date(2026, 12, 6),
        "class_stage": ClassStage.OPEN,
        "starts_on": FIRST,
        "cadre_id": 1,
        "by_cadre_id": None,
        "total": Decimal(21),
        "attended": Decimal(18),
        "missed": Decimal(3),
        "part": Decimal(7),
    }
    return rules.EnrolmentFacts(book=BOOK, **{**valid, **changes})


@pytest.mark.parametrize(
    ("guard", "change", "expected"),
    [
        (rules.is_own, {"by_cadre_id": 1}, []),
        (rules.is_own, {"by_cadre_id": 2}, ["not-own"]),
        (rules.is_own, {"by_cadre_id": None}, ["not-own"]),
        *((rules.class_is_on, {"class_stage": stage}, []) for stage in (ClassStage.OPEN, ClassStage.RUNNING)),
        *(
            (rules.class_is_on, {"class_stage": stage}, ["class-over"])
            for stage in ClassStage
            if stage not in (ClassStage.OPEN, ClassStage.RUNNING)
        ),
        (rules.asked_in_time, {}, []),
        (rules.asked_in_time, {"today": FIRST}, ["leave-late"]),
        (rules.asked_in_time, {"today": date(2026, 12, 8)}, ["leave-late"]),
        *(
            (rules.class_is_closed, {"class_stage": stage}, [] if stage == ClassStage.CLOSED else ["class-not-closed"])
            for stage in ClassStage
        ),
        (rules.was_there, {"attended": Decimal(0)}, ["never-there"]),
        (rules.was_there, {"attended": Decimal("0.1")}, []),
        (rules.was_never_there, {"attended": Decimal(0)}, []),
        (rules.was_never_there, {"attended": Decimal("0.1")}, ["was-there"]),
        (rules.missed_little, {"missed": Decimal("2.9")}, []),
        (rules.missed_little, {}, []),
        (rules.missed_little, {"missed": Decimal("3.1")}, ["missed-too-much"]),
        (rules.missed_too_many, {"missed": Decimal("2.9")}, ["missed-little"]),
        (rules.missed_too_many, {}, ["missed-little"]),
        (rules.missed_too_many, {"missed": Decimal("3.1")}, []),
    ],
)
def test_what_stands_against_a_move_of_a_call_up(guard, change, expected):
    assert codes(guard(enrolment(**change))) == expected


def test_how_much_may_be_missed_is_said():
    assert messages(rules.missed_little(enrolment(missed=Decimal(4)))) == ["More than one in 7 hours was missed."]
    assert messages(rules.missed_too_many(enrolment())) == ["No more than one in 7 hours was missed."]


def call(**changes) -> rules.CallFacts:
    """A serving secretary called up on the last day of an open class for secretaries with one seat left."""
    valid = {
        "class_stage": ClassStage.OPEN,
        "ends_on": LAST,
        "today": LAST,
        "free_seats": 1,
        "serving": True,
        "post_kinds": frozenset({"secretary", "deputy"}),
        "wanted_kinds": frozenset({"secretary", "head"}),
        "clash": "",
    }
    return rules.CallFacts(book=BOOK, **{**valid, **changes})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"today": date(2026, 12, 8)}, []),
        ({"today": date(2026, 12, 10)}, ["class-not-open"]),
        *(({"class_stage": stage}, ["class-not-open"]) for stage in ClassStage if stage != ClassStage.OPEN),
        ({"free_seats": 0}, ["class-full"]),
        ({"free_seats": -1}, ["class-full"]),
        ({"free_seats": 2}, []),
        ({"serving": False}, ["not-serving"]),
        ({"post_kinds": frozenset({"deputy"})}, ["not-the-audience"]),
        ({"post_kinds": frozenset()}, ["not-the-audience"]),
        ({"wanted_kinds": frozenset()}, ["not-the-audience"]),
        ({"clash": "冬训班"}, ["clash"]),
    ],
)
def test_what_stands_against_calling_somebody_up(change, expected):
    assert codes(found for guard in rules.ON_CALL for found in guard(call(**change))) == expected


def test_the_class_of_the_same_days_is_named():
    assert messages(rules.days_are_free(call(clash="冬训班"))) == ["Already called up for the same days: 冬训班."]


@pytest.mark.parametrize(
    ("attended", "missed", "expected"),
    [("0", "21", "miss"), ("17.9", "3.1", "expel"), ("18", "3", "attend"), ("18.1", "2.9", "attend")],
)
def test_how_a_closed_class_ends_for_somebody(attended, missed, expected):
    assert result_of(Decimal(attended), Decimal(missed), Decimal(21), Decimal(7)) == expected
