"""How the days of a year are written in lines and tables, and read."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.platform.calendar.rules.days import Entry, special_days
from cadres.platform.calendar.rules.notation import entries_of, read_text, text_of, text_of_table
from cadres.platform.calendar.services import days_of_program

YEARS = range(2004, 2027)
PROGRAM = days_of_program()
FREE, WORKED = False, True


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


@pytest.mark.parametrize(("signs", "known"), [(199, True), (200, True), (201, False)])
def test_a_line_has_at_most_200_signs_and_a_name_60(signs, known):
    found, faults = read_text("2027-02-05 holiday ".ljust(signs, "x"))

    assert (len(found), len(faults)) == ((1, 0) if known else (0, 1))
    assert [entry.name for entry in found] == ["x" * 60] * known


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
    found, faults = read_text(text_of(entries_of((day, *what) for day, what in PROGRAM[year].items())))

    assert faults == []
    assert special_days(found) == dict(sorted(PROGRAM[year].items()))


def test_days_are_written_one_range_a_line():
    days = [
        (date(2027, 2, 6), FREE, "春节"),
        (date(2027, 2, 5), FREE, "春节"),
        (date(2027, 2, 7), FREE, ""),
        (date(2027, 2, 9), FREE, ""),
        (date(2027, 2, 13), WORKED, "春节"),
        (date(2027, 2, 14), WORKED, "春节"),
        (date(2027, 2, 15), FREE, "春节"),
        (date(2027, 2, 20), WORKED, "春节"),
    ]

    assert text_of(entries_of(days)) == (
        "2027-02-05..2027-02-06 holiday 春节\n2027-02-07 holiday\n2027-02-09 holiday\n2027-02-13 works 春节\n"
        "2027-02-14 works 春节\n2027-02-15 holiday 春节\n2027-02-20 works 春节"
    )


def test_a_table_says_the_same_as_lines():
    rows = [
        ["from", "to (2027)", "kind", "name"],
        [datetime(2027, 2, 5, 8), "2027-02-13", " holiday ", "春节"],  # noqa: DTZ001 -- a workbook's dates
        [None],
        ["", ""],
        ["perhaps", "", "works"],
    ]

    assert text_of_table(rows) == "2027-02-05 2027-02-13 holiday 春节\nperhaps works"
    assert text_of_table(rows[1:2]) == "2027-02-05 2027-02-13 holiday 春节"
