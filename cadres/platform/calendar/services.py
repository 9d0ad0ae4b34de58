"""Working days (工作日) by the Chinese calendar. A year without data falls back to Monday–Friday and says so."""

from dataclasses import dataclass
from datetime import date, timedelta

from cadres.platform.calendar.models import SpecialDay

SATURDAY = 5


@dataclass(frozen=True)
class Span:
    """``last`` is the last of the counted working days; ``certain`` is False when a year had no holiday data."""

    first: date
    last: date
    certain: bool

    @property
    def next_day(self) -> date:
        return self.last + timedelta(days=1)


class Calendar:
    """The special days of the years asked for, read in one query."""

    def __init__(self, first_year: int, last_year: int):
        days = SpecialDay.objects.filter(day__year__gte=first_year, day__year__lte=last_year)
        self._works = dict(days.values_list("day", "works"))
        self._years = {day.year for day in self._works}

    def is_workday(self, day: date) -> bool:
        return self._works.get(day, day.weekday() < SATURDAY)

    def knows(self, year: int) -> bool:
        return year in self._years


def span(start: date, count: int, *, count_first: bool = False) -> Span:
    """``count`` working days from ``start``; the first day counts only when asked (and when it is a working day).

    >>> span(date(2026, 9, 24), 5).last  # doctest: +SKIP
    datetime.date(2026, 10, 9)
    """
    calendar = Calendar(start.year, start.year + 1)
    day, left, certain = start, count, calendar.knows(start.year)
    if count_first and calendar.is_workday(start):
        left -= 1
    while left:
        day += timedelta(days=1)
        certain = certain and calendar.knows(day.year)
        if calendar.is_workday(day):
            left -= 1
    return Span(start, day, certain)
