"""Months and years between days."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cadres.shared import dates


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_adding_months_lands_in_the_right_month(day, months):
    later = dates.add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert dates.whole_years(day, later) in (months // 12, months // 12 - (later.day < day.day))
