"""Working days: what counts, and what is said of a year without data."""

from datetime import date

import pytest
from django.core.management import call_command

from cadres.models import SpecialDay
from cadres.platform.calendar.services import span


@pytest.fixture
def holidays(db):
    call_command("load_calendar", verbosity=0)


@pytest.mark.parametrize(
    ("start", "counted", "not_counted"),
    [
        (date(2026, 2, 12), date(2026, 2, 25), date(2026, 2, 26)),
        (date(2026, 4, 30), date(2026, 5, 9), date(2026, 5, 11)),
        (date(2026, 9, 24), date(2026, 10, 8), date(2026, 10, 9)),
        (date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 30)),
    ],
)
def test_five_working_days_of_2026(start, counted, not_counted, holidays):
    assert span(start, 5, count_first=True).last == counted
    assert span(start, 5).last == not_counted
    assert span(start, 5).certain


def test_a_year_without_data_is_counted_from_monday_to_friday_and_said_to_be_so(holidays):
    found = span(date(2027, 1, 1), 5)

    assert found.last == date(2027, 1, 8)
    assert not found.certain
    assert not span(date(2026, 12, 30), 5).certain


def test_the_calendar_is_seeded_once_and_keeps_corrections(holidays, capsys):
    SpecialDay.objects.filter(day=date(2026, 10, 1)).update(works=True)

    call_command("load_calendar")

    assert "0 added" in capsys.readouterr().out
    assert SpecialDay.objects.get(day=date(2026, 10, 1)).works
