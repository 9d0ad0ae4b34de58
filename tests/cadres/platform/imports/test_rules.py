from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cadres.platform.imports import rules as parsers
from cadres.platform.imports.rules import BadCell, MonthDate
from tests.support.workbooks import identity

DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2099, 12, 31))
STYLES = ("%Y%m%d", "%Y.%m.%d", "%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y-%m-%d 00:00:00")
MONTHS = ("%Y%m", "%Y.%m", "%Y-%m", "%Y/%m", "%Y年%m月", "%Y年%m")


@given(DAYS, st.sampled_from(STYLES))
def test_every_way_to_write_a_day_means_that_day(day, style):
    assert parsers.day(day.strftime(style)) == day
    assert not isinstance(parsers.day(day.strftime(style)), MonthDate)


@given(DAYS, st.sampled_from(MONTHS))
def test_every_way_to_write_a_month_means_its_first_day(day, style):
    found = parsers.day(day.strftime(style))

    assert found == day.replace(day=1)
    assert isinstance(found, MonthDate)


@given(DAYS)
def test_serial_numbers_and_excel_dates_mean_their_day(day):
    serial = (day - date(1899, 12, 30)).days

    assert parsers.day(serial) == parsers.day(float(serial)) == parsers.day(str(serial)) == day
    assert parsers.day(datetime(day.year, day.month, day.day)) == day  # noqa: DTZ001 -- a workbook's dates


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_a_month_typed_as_a_number_is_never_another_month(year, month):
    typed = float(f"{year}.{month:02d}")
    if month == 10:
        with pytest.raises(BadCell):
            parsers.day(typed, "General")
    else:
        assert parsers.day(typed, "General") == date(year, month, 1)
    assert parsers.day(typed, "0.00") == date(year, month, 1)
    assert parsers.day(year * 100 + month) == date(year, month, 1)


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.times()))
def test_anything_else_is_refused_in_words_or_is_a_day_within_bounds(value):
    assume(value not in (None, ""))
    try:
        found = parsers.day(value)
    except BadCell as refusal:
        assert str(refusal)  # noqa: PT017 -- either outcome is right, and each has its own condition
    else:
        assert 1900 <= found.year <= 2100


@pytest.mark.parametrize(
    "value", ["1982", 1982, "1982-02-31", "1982.13", "昨天", 1982.1, "198203171", 0, 99999, "99999"]
)
def test_what_is_no_date_is_refused(value):
    with pytest.raises(BadCell):
        parsers.day(value)


@given(st.dates(date(1900, 1, 1)), st.text("0123456789", min_size=9, max_size=9))
def test_identity_numbers_are_taken_with_the_right_check_digit_only(born, digits):
    prefix = f"{digits[:6]}{born:%Y%m%d}{digits[6:]}"
    sound = identity(prefix)
    assert parsers.identity(f" {sound.lower()} ") == sound
    for wrong in set("0123456789X") - {sound[-1]}:
        with pytest.raises(BadCell):
            parsers.identity(prefix + wrong)


@given(st.one_of(st.integers(10**17, 10**18 - 1), st.floats(1e17, 1e18)))
def test_an_identity_number_that_became_a_number_is_refused_with_the_remedy(value):
    for seen in (value, f"{float(value):.5E}"):
        with pytest.raises(BadCell, match="Format the column as text"):
            parsers.identity(seen)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_numbers_stored_as_text_are_numbers(number):
    assert parsers.decimal(f" {number:,} ") == number
    assert parsers.decimal(str(number)) == number


@pytest.mark.parametrize("value", ["12a", "1,23", "--1", True, "NaN", float("inf"), "1e999"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(BadCell):
        parsers.decimal(value)


def test_small_things():
    assert parsers.name(" 张　三 ") == "张三"
    assert parsers.whole("1,200") == 1200
    assert parsers.year("2025年") == 2025
    assert parsers.boolean("是") is True
    assert parsers.boolean("No") is False
    assert parsers.decimal(12.5) == Decimal("12.5")
    assert parsers.phone(13800000000) == "13800000000"
    assert parsers.division_code(511923) == "511923000000"
