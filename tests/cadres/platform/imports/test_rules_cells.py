"""What each kind of cell is read as, and why it is refused: case by case, at and around each bound."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from cadres.platform.imports import rules as parsers
from cadres.platform.imports.rules import BadCell, MonthDate
from tests.support.workbooks import identity

NO_DATE, ONLY_YEAR = "This is no date", "Only a year"
OUTSIDE, NO_DAY = "outside 1900 to 2100", "no such day"
JANUARY_OR_OCTOBER = "January or October"
NO_NUMBER, NO_PHONE = "This is no number", "no telephone number"
LOST, LENGTH, CHECK = "lost its last digits", "18 signs", "check digit"
SOUND = identity("51192319820317000")


def moment(*parts):
    return datetime(*parts)  # noqa: DTZ001 -- a workbook's dates


def party(value, number_format=""):
    return parsers.choice({"党员": "member", "群众": "none", "party member": "member"})(value, number_format)


def case(parser, *rows):
    return [(parser, *row) for row in rows]


@pytest.mark.parametrize(
    ("parser", "value", "read"),
    [
        *case(
            parsers.plain,
            (True, "yes"),
            (False, "no"),
            (5.0, "5"),
            (5.5, "5.5"),
            (moment(2020, 1, 2, 3), "2020-01-02"),
            ("１２", "12"),
            (" ' 12 ", "12"),
            ("'12'", "12'"),
        ),
        *case(
            parsers.text,
            ("甲\r\n乙\r丙\n丁", "甲\n乙\n丙\n丁"),
            ("甲_x000D_\n乙", "甲\n乙"),
            (" '甲' ", "甲'"),
            ("１２", "１２"),
            (12.0, "12"),
        ),
        *case(
            parsers.name,
            ("张　三", "张三"),
            ("㐀  鿿", "㐀鿿"),
            ("㐀 ꀀ", "㐀 ꀀ"),
            ("Anna Li", "Anna Li"),
            ("张 A", "张 A"),
        ),
        *case(
            parsers.identity,
            (f" {SOUND[:6]} {SOUND[6:14]}-{SOUND[14:]} ", SOUND),
            (f"'{SOUND.lower()}", SOUND),
        ),
        *case(
            parsers.phone,
            ("12345", "12345"),
            ("123456789012345", "123456789012345"),
            ("+8613800000000", "+8613800000000"),
            ("138-0000 0000", "13800000000"),
            (13800000000.0, "13800000000"),
        ),
        *case(
            parsers.division_code,
            ("51192", "51192"),
            ("511923", "511923000000"),
            ("5119231", "5119231"),
            ("51192310", "51192310"),
            ("511923100", "511923100000"),
            ("5119231000", "5119231000"),
            ("甲乙丙丁戊己", "甲乙丙丁戊己"),
        ),
        *case(
            parsers.decimal,
            ("1,234,567.5", Decimal("1234567.5")),
            (" 12 % ", Decimal(12)),
            ("+1.", Decimal(1)),
            ("1.5e3", Decimal(1500)),
            ("1.5E3", Decimal(1500)),
            (1e22, Decimal("1e22")),
            (5, Decimal(5)),
            ("0", Decimal(0)),
        ),
        *case(
            parsers.whole,
            ("1e12", 10**12),
            ("-1e12", -(10**12)),
            (5.0, 5),
        ),
        *case(
            parsers.year,
            (1900, 1900),
            (2100.0, 2100),
            ("2025 年", 2025),
            (moment(2100, 1, 1), 2100),
        ),
        *case(
            parsers.boolean,
            (True, True),
            (False, False),
            *((word, True) for word in ("是", "有", "Yes", "Y", "TRUE", "√", "1", 1)),
            *((word, False) for word in ("否", "无", "No", "N", "FALSE", "×", "0", 0)),
        ),
        *case(party, ("党员", "member"), ("Party Member", "member"), (" 群众", "none")),
    ],
)
def test_what_a_cell_is_read_as(parser, value, read):
    found = parser(value)

    assert (found, type(found)) == (read, type(read))


def test_no_number_is_below_nought():
    """Minus nought is nought, so that it is not shown as a change."""
    assert str(parsers.decimal("-0.00")) == "0"


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [
        (date(1900, 1, 1), "", date(1900, 1, 1)),
        (moment(2100, 12, 31, 5), "", date(2100, 12, 31)),
        (10_000, "", date(1927, 5, 18)),
        (10_000.5, "", date(1927, 5, 18)),
        ("73414", "", date(2100, 12, 30)),
        (73_415, "", date(2100, 12, 31)),
        (73_415.5, "", date(2100, 12, 31)),
        (19820317, "", date(1982, 3, 17)),
        ("1982-03-17T00:00", "", date(1982, 3, 17)),
        ("19900800", "", MonthDate(1990, 8, 1)),
        ("1990.08.00", "", MonthDate(1990, 8, 1)),
        ("'1982.03.17", "", date(1982, 3, 17)),
        (198203.0, "", MonthDate(1982, 3, 1)),
        (1900.01, "General", MonthDate(1900, 1, 1)),
        (2100.12, "General", MonthDate(2100, 12, 1)),
        (1982.1, "0.00", MonthDate(1982, 10, 1)),
        (1982.1, "0.00_ ", MonthDate(1982, 10, 1)),
        ("１９８２．０３", "", MonthDate(1982, 3, 1)),
    ],
)
def test_what_is_read_as_a_day_or_a_month(value, shown, read):
    found = parsers.day(value, shown)

    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize(
    ("parser", "value", "why"),
    [
        *case(
            parsers.day,
            (date(1899, 12, 31), OUTSIDE),
            (moment(1899, 12, 31), OUTSIDE),
            (date(2101, 1, 1), OUTSIDE),
            ("18991231", OUTSIDE),
            ("2101.01", OUTSIDE),
            (True, NO_DATE),
            (time(1), NO_DATE),
            (timedelta(days=1), NO_DATE),
            (1899, ONLY_YEAR),
            (1900, ONLY_YEAR),
            (2100.0, ONLY_YEAR),
            (9_999, ONLY_YEAR),
            ("09999", NO_DATE),
            (9_999.5, NO_DATE),
            (73_416, NO_DATE),
            (73_416.5, NO_DATE),
            (1899.12, NO_DATE),
            (float("nan"), NO_DATE),
            (float("inf"), NO_DATE),
            (2101.01, NO_DATE),
            (1982.123, NO_DATE),
            (1982.13, NO_DAY),
            ("198200", NO_DAY),
            ("1982-02-29", NO_DAY),
            (1982.1, JANUARY_OR_OCTOBER),
            (2100.1, JANUARY_OR_OCTOBER),
            ("昨天", NO_DATE),
        ),
        *case(
            parsers.identity,
            (511923198203171234, LOST),
            ("5.11923E+17", LOST),
            ("51192319820317123", LENGTH),
            ("5119231982031712345", LENGTH),
            ("51192319820317123A", LENGTH),
            ("5119231982031", LENGTH),
            ("51192382031712A", LENGTH),
            ("511923198203171234", CHECK),
        ),
        *case(parsers.phone, ("1234", NO_PHONE), ("1234567890123456", NO_PHONE), ("12a45", NO_PHONE)),
        *case(
            parsers.decimal,
            ("12a", NO_NUMBER),
            ("1,23", NO_NUMBER),
            ("1e100", NO_NUMBER),
            (float("nan"), NO_NUMBER),
            (True, NO_NUMBER),
            (date(2020, 1, 1), NO_NUMBER),
            (time(1), NO_NUMBER),
            (timedelta(1), NO_NUMBER),
        ),
        *case(parsers.whole, ("1.5", "whole number"), (10**12 + 1, "too large"), (-(10**12) - 1, "too large")),
        *case(parsers.year, (1899, OUTSIDE), ("2101年", OUTSIDE), (moment(2101, 1, 1), OUTSIDE), (True, NO_NUMBER)),
        *case(parsers.boolean, ("maybe", "yes or no"), (2, "yes or no")),
        *case(party, ("团员", "Not in the list")),
    ],
)
def test_why_a_cell_is_refused(parser, value, why):
    with pytest.raises(BadCell, match=why):
        parser(value, "General")


@pytest.mark.parametrize(
    ("other", "same"), [(date(2020, 2, 29), True), (date(2020, 3, 1), False), (date(2019, 2, 1), False)]
)
def test_two_days_of_one_month(other, same):
    assert parsers.same_month(MonthDate(2020, 2, 1), other) is same


@pytest.mark.parametrize("written", ["无", "—", "/", "／", " 群众 ", "-"])
def test_a_word_for_nothing_is_known_as_such(written):
    with pytest.raises(parsers.NothingSaid, match=NO_DATE):
        parsers.day(written)
