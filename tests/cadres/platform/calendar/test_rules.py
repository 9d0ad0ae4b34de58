"""Which days are worked and how long a span lasts, with the days given; and what past years teach."""

from datetime import date, timedelta

import pytest
from chinese_calendar import constants
from hypothesis import given, settings
from hypothesis import strategies as st

from cadres.platform.calendar.choices import Holiday
from cadres.platform.calendar.regulations import LONG, SHORT, WINDOWS, holidays_of
from cadres.platform.calendar.rules.days import (
    Entry,
    Known,
    State,
    entries_objections,
    is_weekend,
    movable,
    span,
    special_days,
    statutory,
    unusual,
    year_of,
    years_open,
)
from cadres.platform.calendar.rules.notation import entries_of, read_text, text_of, text_of_table
from cadres.platform.calendar.services import days_of_program

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


def test_most_days_of_an_unknown_year_are_certain():
    assert len(movable(2027)) < 70


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


@settings(deadline=None)
@given(days, st.integers(0, 30), st.booleans(), st.sets(st.sampled_from(list(YEARS))))
def test_more_days_never_end_earlier(start, count, first, years):
    some = known(*years)

    assert span(start, count, some, count_first=first).last <= span(start, count + 1, some, count_first=first).last
    assert (
        span(start, count, some, count_first=first).last
        <= span(start + timedelta(days=1), count, some, count_first=first).last
    )


@settings(deadline=None)
@given(days, st.integers(1, 20), st.booleans(), st.sets(st.sampled_from([y for y in YEARS if y != 2015])))
def test_a_certain_span_never_changes_when_more_years_become_known(start, count, first, years):
    before = span(start, count, known(*years), count_first=first)
    after = span(start, count, known(*{*YEARS} - {2015} | years), count_first=first)

    if before.certain:
        assert after.last == before.last
        assert after.certain


# --- a year's entries ---------------------------------------------------------------------------
def objections(year: int, given: list[Entry]) -> list[str]:
    return [objection.code for objection in entries_objections(year, given)]


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

    assert found.code == "statutory-works"
    assert "19 Jun 2026" in found.message
    assert found.article


def test_days_farther_than_ever_are_shown_for_a_second_look():
    assert unusual(2026, entries()) == []
    assert unusual(2026, [*entries(), Entry(date(2026, 7, 9), date(2026, 7, 11), FREE)]) == [
        date(2026, 7, 9),
        date(2026, 7, 10),
    ]
    assert unusual(2015, entries(2015)) == sorted(PARADE)


def test_late_december_belongs_to_the_notice_of_the_next_year():
    assert (year_of(date(2018, 12, 29)), year_of(date(2018, 11, 30)), year_of(date(2019, 1, 1))) == (2019, 2018, 2019)


# --- how days are written -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("2027-02-05..2027-02-13 holiday 春节", Entry(date(2027, 2, 5), date(2027, 2, 13), FREE, "春节")),
        ("2027-02-14 works 春节", Entry(date(2027, 2, 14), date(2027, 2, 14), WORKED, "春节")),
        ("2027年2月5日至2027年2月13日 放假 春节", Entry(date(2027, 2, 5), date(2027, 2, 13), FREE, "春节")),
        ("2027/2/14，上班", Entry(date(2027, 2, 14), date(2027, 2, 14), WORKED)),
        ("2027-02-05 2027-02-13 holiday 春节", Entry(date(2027, 2, 5), date(2027, 2, 13), FREE, "春节")),
    ],
)
def test_lines_that_are_understood(line, entry):
    assert read_text(f"# as the notice says\n\n{line}\n") == ([entry], [])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2027-02-30 holiday", "There is no such day"),
        ("2027-02-05 perhaps 春节", "not “perhaps”"),
        ("春节放假", "Write it like"),
        ("2027-02-05", "Write it like"),
        (f"2027-02-05 holiday {'x' * 182}", "Write it like"),
        (f"2027-02-05{' ' * 9_000}9", "Write it like"),
    ],
)
def test_lines_that_are_not_understood_are_named(line, fault):
    found, faults = read_text(f"2027-01-01 holiday\n{line}")

    assert len(found) == 1
    assert faults[0].startswith("Line 2: ")
    assert fault in faults[0]


def test_too_many_lines_are_refused():
    assert read_text("2027-01-01 holiday\n" * 200)[1] == []
    assert read_text("2027-01-01 holiday\n" * 201) == ([], ["More than 200 lines."])


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(text):
    found, faults = read_text(text)

    assert all(isinstance(entry, Entry) for entry in found)
    assert all(isinstance(fault, str) for fault in faults)


@pytest.mark.parametrize("year", YEARS)
def test_a_year_written_and_read_back_is_the_same(year):
    found, faults = read_text(text_of(entries(year)))

    assert faults == []
    assert special_days(found) == dict(sorted(PROGRAM[year].items()))


def test_a_table_says_the_same_as_lines():
    rows = [["from", "to", "kind", "name"], ["2027-02-05", "2027-02-13", "holiday", "春节"], [None], ["", ""]]

    assert text_of_table(rows) == "2027-02-05 2027-02-13 holiday 春节"
