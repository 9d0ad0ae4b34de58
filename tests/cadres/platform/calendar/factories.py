"""Calendars of years, approved without days unless entries are given."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from cadres.models import CalendarYear, SpecialDay
from cadres.platform.calendar.choices import Stage
from cadres.platform.calendar.rules.days import Entry, special_days


def approved(year: int, entries: Iterable[Entry] = ()) -> CalendarYear:
    """In force, as if it came with the program."""
    calendar = CalendarYear.objects.create(year=year, document="chinesecalendar")
    SpecialDay.objects.bulk_create(
        SpecialDay(calendar=calendar, day=day, works=works, name=name)
        for day, (works, name) in special_days(entries).items()
    )
    CalendarYear.objects.filter(pk=calendar.pk).update(stage=Stage.APPROVED, approved_at=timezone.now())
    calendar.refresh_from_db()
    return calendar


def know_these_weeks() -> None:
    """The calendars of today and of two months before and after, whatever the day on which tests run."""
    today = timezone.localdate()
    for year in {(today + timedelta(days=number)).year for number in (-60, 0, 60)} | {today.year + 1}:
        if not CalendarYear.objects.in_force().filter(year=year).exists():
            approved(year)
