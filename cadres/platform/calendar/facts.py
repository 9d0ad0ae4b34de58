"""Working days (工作日) by the approved calendars; what is not known yet is said, see ``cadres.platform.calendar``."""

from datetime import date

from django.db import connection

from cadres.platform.calendar.models import CalendarYear
from cadres.platform.calendar.rules import days as rules
from cadres.platform.calendar.rules.days import Known, Span

__all__ = ["Span", "hold", "hold_alone", "known", "span", "years_open"]

LOCK = 20040101  # of the calendar as a whole
WORKING_DAYS = 200  # fewer than any year has


def known(first_year: int | None = None, last_year: int | None = None, *, draft: CalendarYear | None = None) -> Known:
    """The approved calendars of these years (of all without arguments) in one query; ``draft`` as if approved."""
    rows = CalendarYear.objects.in_force()
    if first_year is not None and last_year is not None:
        rows = rows.filter(year__gte=first_year, year__lte=last_year)
    if draft is not None:
        rows = CalendarYear.objects.filter(pk=draft.pk) | rows.exclude(year=draft.year)
    found = rows.order_by("year").values_list("year", "days__day", "days__works")
    years, special = set(), {}
    for year, day, works in found:
        years.add(year)
        if day is not None:
            special[day] = works
    return Known(frozenset(years), special)


def span(start: date, count: int, *, count_first: bool = False) -> Span:
    """``count`` working days from ``start``; the first day counts only when asked (and when it is a working day).

    >>> span(date(2026, 9, 24), 5).last  # doctest: +SKIP
    datetime.date(2026, 10, 9)
    """
    last_year = start.year + 2 + count // WORKING_DAYS  # late December belongs to the notice of the year after
    return rules.span(start, count, known(start.year, last_year), count_first=count_first)


def years_open(first: date, last: date) -> tuple[int, ...]:
    """The years whose calendars are missing for these days."""
    return rules.years_open(first, last, known(first.year, last.year + 1))


def hold() -> None:
    """No calendar is approved until this transaction ends: what it computes stays right."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def hold_alone() -> None:
    """Nobody computes by the calendar until this transaction ends, because it changes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
