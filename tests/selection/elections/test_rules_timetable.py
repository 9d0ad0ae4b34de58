"""The earliest lawful days, worked through by hand for 2026. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cadres.platform.calendar.rules.days import Span
from cadres.registry.posts.choices import PostKind
from selection.elections.rules.dossier import Appointment, Meeting, Plan, Seat
from selection.elections.rules.timetable import timetable
from tests.support.dossiers import EXAMINED, TOWNSHIP, ballot, candidate, facts

BEGINS = date(2026, 12, 1)
EMPTY = Plan("", "", None, None, None, False, "")
HEAD = Seat(post=1, name="某镇镇长", kind=PostKind.HEAD, division=TOWNSHIP, by_congress=True)


def notice(day):
    """A week, certain before the year ends."""
    last = day + timedelta(days=7)
    return Span(day, last, () if last.year == 2026 else (last,))


def days(known, begins=BEGINS):
    return [(line.day, line.done) for line in timetable(known, begins, notice)]


def test_nothing_has_happened_yet():
    known = facts(plan=EMPTY, candidates=())
    assert days(known) == [
        (date(2026, 12, 1), False),  # announced
        (date(2026, 12, 1), False),  # registration, of which the plan says nothing
        (date(2026, 12, 2), False),  # the meeting is the day after
        (date(2026, 12, 2), False),
        (date(2026, 12, 2), False),
        (date(2026, 12, 2), False),
        (date(2026, 12, 9), False),
        (date(2026, 12, 10), False),  # the day after the notice
    ]


def test_the_plan_moves_what_follows():
    known = facts(plan=replace(EMPTY, registration_from=BEGINS, registration_to=date(2026, 12, 8)), candidates=())
    assert [day for day, _done in days(known)][1:4] == [date(2026, 12, 8), date(2026, 12, 9), date(2026, 12, 9)]


def test_what_is_recorded_stands():
    known = facts(
        candidates=(candidate(examination=EXAMINED),),
        recommendation=Meeting(held_on=date(2026, 10, 12), due=9, present=9),
        ballot=ballot(),
        appointment=Appointment(notice_from=date(2026, 11, 2), notice_until=date(2026, 11, 9)),
    )
    assert days(known)[:7] == [
        (date(2026, 9, 30), True),
        (date(2026, 10, 8), True),
        (date(2026, 10, 12), True),
        (date(2026, 10, 25), True),
        (date(2026, 11, 1), True),
        (date(2026, 11, 2), True),
        (date(2026, 11, 9), True),
    ]
    assert days(known)[7] == (BEGINS, False)


@pytest.mark.parametrize("examined", [(EXAMINED, None), ()])
def test_an_inspection_is_over_when_all_are_inspected(examined):
    people = tuple(candidate(pk=number, examination=one) for number, one in enumerate(examined))
    known = facts(candidates=people, recommendation=Meeting(held_on=date(2026, 10, 12), due=9, present=9))
    assert days(known)[3] == (BEGINS, False)


@pytest.mark.parametrize(
    ("begins", "too_late"), [(date(2027, 10, 11), False), (date(2027, 10, 12), False), (date(2027, 10, 13), True)]
)
def test_the_recommendation_runs_out(begins, too_late):
    known = facts(recommendation=Meeting(held_on=date(2026, 10, 12), due=9, present=9))
    decision = timetable(known, begins, notice)[4]
    assert (decision.until, decision.too_late) == (date(2027, 10, 12), too_late)


def test_a_congress_sits_after_the_notice_and_the_tenure_begins_with_it():
    lines = timetable(facts(plan=EMPTY, candidates=(), seat=HEAD), BEGINS, notice)
    assert len(lines) == 9
    assert [line.day for line in lines[-2:]] == [date(2026, 12, 10), date(2026, 12, 10)]
    assert "Organic Law" in lines[-2].article


def test_members_elect_where_the_plan_says_so():
    direct = replace(EMPTY, direct_vote=True)
    assert len(timetable(facts(plan=direct, candidates=()), BEGINS, notice)) == 9


@pytest.mark.parametrize(("begins", "certain"), [(date(2026, 12, 22), True), (date(2026, 12, 24), False)])
def test_days_that_rest_on_unknown_holidays_are_marked(begins, certain):
    lines = timetable(facts(plan=EMPTY, candidates=()), begins, notice)
    assert [line.certain for line in lines] == [True] * 6 + [certain] * 2
