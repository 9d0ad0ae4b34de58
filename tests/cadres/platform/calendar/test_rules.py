"""Which days are worked and how long a span lasts, with the days given; and what past years teach."""

from datetime import date, timedelta

import pytest
from chinese_calendar import constants
from hypothesis import given
from hypothesis import strategies as st

from cadres.platform.calendar.choices import Holiday
from cadres.platform.calendar.regulations import LONG, SHORT, STATUTORY, WINDOWS, holidays_of
from cadres.platform.calendar.rules.days import (
    Entry,
    Known,
    State,
    entries_objections,
    is_weekend,
    movable,
    span,
    statutory,
    unusual,
    year_of,
    years_open,
)
from cadres.platform.calendar.rules.notation import entries_of
from cadres.platform.calendar.services import days_of_program
from tests.support.objections import codes, messages

YEARS = range(2004, 2027)
# A parade of 2015 was set free by a notice of its own, in no relation to a holiday.
PARADE = {date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6)}


PROGRAM = days_of_program()


def known(*years: int) -> Known:
    return Known(frozenset(years), {day: works for year in years for day, (works, _n) in PROGRAM[year].items()})


ALL = known(*YEARS)
UNTIL_2026 = known(2025, 2026)


def entries(year: int = 2026) -> list[Entry]:
    return entries_of((day, works, name) for day, (works, name) in PROGRAM[year].items())


# --- statutory days -----------------------------------------------------------------------------
@pytest.mark.parametrize("year", YEARS)
def test_statutory_days_were_free_in_every_year_that_is_known(year):
    assert [day for day in statutory(year) if ALL.state(day) is not State.RESTS] == []
    assert len(statutory(year)) >= 9


@pytest.mark.parametrize(("year", "number"), [(2007, 10), (2008, 11), (2013, 11), (2014, 11), (2024, 11), (2025, 13)])
def test_number_of_statutory_days_by_the_edition_of_the_year(year, number):
    assert sum(len(days) for _holiday, days in holidays_of(year)) == number


@pytest.mark.parametrize(
    ("holiday", "days"),
    [
        (Holiday.NEW_YEAR, [(1, 1)]),
        (Holiday.SPRING, [(2, 5), (2, 6), (2, 7), (2, 8)]),
        (Holiday.QINGMING, [(4, 5)]),
        (Holiday.LABOUR, [(5, 1), (5, 2)]),
        (Holiday.DRAGON_BOAT, [(6, 9)]),
        (Holiday.MID_AUTUMN, [(9, 15)]),
        (Holiday.NATIONAL, [(10, 1), (10, 2), (10, 3)]),
    ],
)
def test_statutory_days_of_2027(holiday, days):
    assert [day for day, one in statutory(2027).items() if one == holiday] == [date(2027, *day) for day in days]


def test_the_eve_is_free_by_law_since_2025_and_was_not_from_2014():
    assert date(2024, 2, 9) not in statutory(2024)
    assert date(2025, 1, 28) in statutory(2025)
    assert date(2013, 2, 9) in statutory(2013)
    assert date(2014, 1, 30) not in statutory(2014)


# --- the windows are what past notices did ------------------------------------------------------
def distance(day: date) -> tuple[Holiday, int]:
    """The nearest holiday, and how many days before its first (negative) or after its last day."""
    near = []
    for year in (day.year, day.year + 1):
        for holiday, days in holidays_of(year):
            before, after = (day - days[0]).days, (day - days[-1]).days
            near.append((holiday, min(before, 0) or max(after, 0)))
    return min(near, key=lambda one: abs(one[1]))


@pytest.mark.parametrize("window", [SHORT, LONG])
def test_the_windows_are_the_farthest_that_any_notice_moved_a_day(window):
    rest, work = [0], [0]
    for days, moved, weekend in ((constants.holidays, rest, False), (constants.workdays, work, True)):
        for day in set(days) - PARADE:
            holiday, far = distance(day)
            if is_weekend(day) == weekend and WINDOWS[holiday] == window:
                moved.append(far)

    assert (-min(rest), max(rest)) == window.rest
    assert (-min(work), max(work)) == window.work


@pytest.mark.parametrize("year", YEARS)
def test_what_a_notice_moved_was_not_certain_before(year):
    days = {d: works for d, (works, _n) in PROGRAM[year].items() if works == is_weekend(d)}

    assert set(days) - set(statutory(year)) - movable(year) <= PARADE


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ((2026, 12, 1), (2027, 1, 15), [(12, 27), (12, 30), (12, 31), (1, 2), (1, 3)]),
        ((2027, 1, 16), (2027, 2, 8), [(1, 30), (1, 31), (2, 3), (2, 4)]),
        ((2027, 2, 9), (2027, 3, 1), [(2, 9), (2, 10), (2, 11), (2, 12), (2, 13), (2, 14)]),
        ((2027, 4, 1), (2027, 4, 15), [(4, 3), (4, 4), (4, 6), (4, 7), (4, 10)]),
        ((2027, 9, 20), (2027, 10, 1), [(9, 25), (9, 26), (9, 29), (9, 30)]),
        ((2027, 10, 1), (2027, 12, 31), [(10, 4), (10, 5), (10, 6), (10, 7), (10, 8), (10, 9), (10, 10)]),
    ],
)
def test_days_that_the_notice_for_2027_may_move(first, last, days):
    movable.cache_clear()
    found = sorted(day for day in movable(2027) if date(*first) <= day <= date(*last))

    assert [(day.month, day.day) for day in found] == days
    assert len(movable(2027)) == 58


# --- the state of a day -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2027, 1, 1), State.RESTS),  # by law
        (date(2026, 12, 29), State.WORKS),  # three days before: no notice ever moved such a day
        (date(2026, 12, 30), State.UNCERTAIN),
        (date(2026, 12, 31), State.UNCERTAIN),
        (date(2026, 12, 26), State.RESTS),  # a Saturday six days before
        (date(2026, 12, 27), State.UNCERTAIN),  # a Sunday five days before
        (date(2027, 1, 3), State.UNCERTAIN),
        (date(2027, 1, 4), State.WORKS),
        (date(2027, 2, 5), State.RESTS),  # the eve
        (date(2027, 2, 12), State.UNCERTAIN),  # four days after the last day by law
        (date(2027, 2, 15), State.WORKS),
        (date(2027, 7, 1), State.WORKS),
        (date(2027, 7, 3), State.RESTS),
        (date(2026, 10, 1), State.RESTS),
        (date(2026, 10, 10), State.WORKS),
        (date(2026, 10, 12), State.WORKS),
    ],
)
def test_state_of_a_day_while_2027_is_not_known(day, state):
    assert UNTIL_2026.state(day) is state


def test_a_year_beyond_the_tables_is_not_certain_anywhere():
    assert Known().state(date(2150, 7, 1)) is State.UNCERTAIN
    assert span(date(2150, 7, 1), 5, Known()).years == (2150,)


@pytest.mark.parametrize(
    ("day", "special", "year"),
    [
        (date(2027, 2, 10), {}, 2027),
        (date(2027, 2, 10), {date(2027, 2, 10): True}, None),
        (date(2027, 2, 5), {}, None),
        (date(2026, 12, 30), {}, 2027),
        (date(2026, 11, 30), {}, None),
    ],
)
def test_the_year_that_leaves_a_day_open(day, special, year):
    assert Known(frozenset({2026}), special).open_year(day) == year


# --- spans --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "counted", "not_counted"),
    [
        (date(2026, 2, 12), date(2026, 2, 25), date(2026, 2, 26)),
        (date(2026, 4, 30), date(2026, 5, 9), date(2026, 5, 11)),
        (date(2026, 9, 24), date(2026, 10, 8), date(2026, 10, 9)),
        (date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 30)),
    ],
)
def test_five_working_days_of_2026(start, counted, not_counted):
    assert span(start, 5, UNTIL_2026, count_first=True).last == counted
    assert span(start, 5, UNTIL_2026).last == not_counted
    assert span(start, 5, UNTIL_2026).certain


def test_a_notice_over_the_turn_of_the_year_is_not_ended_early():
    found = span(date(2026, 12, 28), 5, UNTIL_2026)

    assert found.last == date(2027, 1, 5)  # 29, 30, 31, then Monday 4 and Tuesday 5: 1 January is free
    assert not found.certain
    assert found.years == (2027,)
    assert found.unknown[0] == date(2026, 12, 30)


@pytest.mark.parametrize(("count_first", "unknown"), [(True, [30]), (False, [31])])
def test_the_first_day_is_passed_only_when_it_counts(count_first, unknown):
    found = span(date(2026, 12, 30), 1, UNTIL_2026, count_first=count_first)

    assert [day.day for day in found.unknown] == unknown
    assert (found.first, found.next_day) == (date(2026, 12, 30), found.last + timedelta(days=1))


@pytest.mark.parametrize(
    ("start", "certain"), [(date(2026, 12, 21), True), (date(2026, 12, 22), True), (date(2026, 12, 23), False)]
)
def test_a_span_is_certain_up_to_the_first_day_that_may_move(start, certain):
    """From the 22nd they end on Friday 25; from the 23rd on Monday 28, after the Sunday that may be worked."""
    found = span(start, 3, UNTIL_2026)

    assert found.certain is certain


def test_the_spring_festival_of_an_unknown_year_is_passed_over():
    found = span(date(2027, 2, 3), 5, UNTIL_2026)

    assert found.last == date(2027, 2, 12)  # the 4th, and after the days free by law the 9th to the 12th
    assert found.years == (2027,)


def test_a_first_day_that_is_free_does_not_count():
    assert span(date(2026, 10, 1), 1, UNTIL_2026, count_first=True).last == date(2026, 10, 8)
    assert span(date(2026, 10, 8), 1, UNTIL_2026, count_first=True).last == date(2026, 10, 8)
    assert span(date(2026, 10, 8), 1, UNTIL_2026).last == date(2026, 10, 9)


def test_years_open_names_each_missing_year():
    assert years_open(date(2026, 12, 1), date(2026, 12, 29), UNTIL_2026) == (2027,)
    assert years_open(date(2026, 11, 2), date(2026, 12, 25), UNTIL_2026) == ()
    assert years_open(date(2027, 9, 1), date(2027, 12, 31), UNTIL_2026) == (2027, 2028)


days = st.dates(date(2004, 1, 1), date(2026, 12, 31))


@given(days, st.integers(0, 30), st.booleans(), st.sets(st.sampled_from(list(YEARS))))
def test_more_days_never_end_earlier(start, count, first, years):
    some = known(*years)

    assert span(start, count, some, count_first=first).last <= span(start, count + 1, some, count_first=first).last
    assert (
        span(start, count, some, count_first=first).last
        <= span(start + timedelta(days=1), count, some, count_first=first).last
    )


@given(days, st.integers(1, 20), st.booleans(), st.sets(st.sampled_from([y for y in YEARS if y != 2015])))
def test_a_certain_span_never_changes_when_more_years_become_known(start, count, first, years):
    before = span(start, count, known(*years), count_first=first)
    after = span(start, count, known(*{*YEARS} - {2015} | years), count_first=first)

    if before.certain:
        assert after.last == before.last
        assert after.certain


# --- a year's entries ---------------------------------------------------------------------------
def objections(year: int, given: list[Entry]) -> list[str]:
    return codes(entries_objections(year, given))


@pytest.mark.parametrize("year", YEARS)
def test_every_year_that_is_known_would_be_accepted(year):
    assert objections(year, entries(year)) == []


FREE, WORKED = False, True


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ([Entry(date(2026, 9, 20), date(2026, 9, 20), FREE)], "day-twice"),
        ([Entry(date(2026, 9, 21), date(2026, 9, 21), WORKED)], "works-weekday"),
        ([Entry(date(2025, 11, 30), date(2025, 11, 30), WORKED)], "day-outside-year"),
        ([Entry(date(2027, 1, 1), date(2027, 1, 1), FREE)], "day-outside-year"),
        ([Entry(date(2026, 7, 9), date(2026, 7, 8), FREE)], "entry-backward"),
        ([Entry(date(2026, 7, 1), date(2026, 8, 1), FREE)], "entry-long"),
    ],
)
def test_what_cannot_be_a_years_calendar(more, code):
    assert objections(2026, entries() + more) == [code]


def test_the_bounds_of_a_years_calendar_are_allowed():
    assert objections(2026, [*entries(), Entry(date(2025, 12, 27), date(2025, 12, 28), FREE)]) == []
    assert objections(2026, [*entries(), Entry(date(2026, 7, 1), date(2026, 7, 31), FREE)]) == []
    assert objections(2026, []) == ["calendar-empty"]


def test_a_statutory_day_that_is_worked_is_named():
    without = [entry for entry in entries() if entry.name != "端午"]

    (found,) = entries_objections(2026, without)

    assert codes([found]) == ["statutory-works"]
    assert "19 Jun 2026" in found.message
    assert found.rule == STATUTORY


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            [Entry(date(2026, 7, 9), date(2026, 7, 8), FREE), Entry(date(2026, 7, 1), date(2026, 6, 1), FREE)],
            "1 Jul 2026, 9 Jul 2026",
        ),
        ([Entry(date(2026, 9, 21), date(2026, 9, 22), WORKED)], "21 Sep 2026, 22 Sep 2026"),
    ],
)
def test_a_refusal_names_each_day_in_order(more, told):
    assert [told in text for text in messages(entries_objections(2026, entries() + more))] == [True]


@pytest.mark.parametrize(
    ("year", "day", "strange"),
    [
        (2018, date(2018, 12, 31), False),  # the notice for 2019
        (2019, date(2018, 12, 31), False),
        (2019, date(2019, 7, 1), True),
        (2017, date(2018, 1, 30), True),
        (2018, date(2017, 5, 2), True),
    ],
)
def test_a_day_free_near_a_holiday_of_this_or_the_next_year_is_usual(year, day, strange):
    assert unusual(year, [Entry(day, day, FREE)]) == [day] * strange


def test_days_farther_than_ever_are_shown_for_a_second_look():
    assert unusual(2026, entries()) == []
    assert unusual(2026, [*entries(), Entry(date(2026, 7, 9), date(2026, 7, 11), FREE)]) == [
        date(2026, 7, 9),
        date(2026, 7, 10),
    ]
    assert unusual(2015, entries(2015)) == sorted(PARADE)


def test_late_december_belongs_to_the_notice_of_the_next_year():
    assert (year_of(date(2018, 12, 29)), year_of(date(2018, 11, 30)), year_of(date(2019, 1, 1))) == (2019, 2018, 2019)
