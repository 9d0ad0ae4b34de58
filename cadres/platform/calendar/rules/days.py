"""Which days are worked, and how long a number of working days lasts. Pure: the days known are given.

A day works, is free, or is not certain: in a year whose notice is not known yet, only the statutory days and the days
far from them are certain.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.platform.calendar.choices import Holiday
from cadres.platform.calendar.regulations import (
    CALENDAR,
    FIRST_YEAR,
    LAST_YEAR,
    NOTICE,
    STATUTORY,
    WINDOWS,
    holidays_of,
)
from cadres.shared.errors import Objection
from cadres.shared.names import joined
from cadres.shared.regulations.catalogue import RULES

SATURDAY = 5
DECEMBER = 12
A_DAY = timedelta(days=1)


class State(Enum):
    """Of one day."""

    WORKS = "works"
    RESTS = "rests"
    UNCERTAIN = "uncertain"


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


@lru_cache(maxsize=256)
def statutory(year: int) -> Mapping[date, Holiday]:
    """The days that are free by law in this year; where two holidays meet, the first named keeps the day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    found: dict[date, Holiday] = {}
    for holiday, days in holidays_of(year):
        for day in days:
            found.setdefault(day, holiday)
    return found


@lru_cache(maxsize=256)
def movable(year: int) -> frozenset[date]:
    """The days that the year's notice may make free or working days, some of them in the December before."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return frozenset(_days(date(year, 1, 1), date(year, 12, 31))) if 1 <= year <= 9998 else frozenset()
    found = set()
    for holiday, days in holidays_of(year):
        window = WINDOWS[holiday]
        found |= {day for day in _around(days, window.rest) if not is_weekend(day)}
        found |= {day for day in _around(days, window.work) if is_weekend(day)}
    return frozenset(found - set(statutory(year)))


def _around(days: list[date], reach: tuple[int, int]) -> Iterator[date]:
    return _days(days[0] - reach[0] * A_DAY, days[-1] + reach[1] * A_DAY)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + number * A_DAY for number in range((last - first).days + 1))


@dataclass(frozen=True)
class Known:
    """What is known: ``years`` with an approved calendar, and their ``special`` days (True: a working day)."""

    years: frozenset[int] = frozenset()
    special: Mapping[date, bool] = field(default_factory=dict)

    def state(self, day: date) -> State:
        if day in self.special:
            return State.WORKS if self.special[day] else State.RESTS
        if day in statutory(day.year):
            return State.RESTS
        if self.open_year(day):
            return State.UNCERTAIN
        return State.RESTS if is_weekend(day) else State.WORKS

    def open_year(self, day: date) -> int | None:
        """The year whose notice would have to be known to be sure of this day; None where the day is certain."""
        if day in self.special or day in statutory(day.year):
            return None
        years = (day.year, day.year + 1)
        return next((year for year in years if year not in self.years and day in movable(year)), None)

    def works(self, day: date) -> bool:
        """Where it is not certain: from Monday to Friday."""
        state = self.state(day)
        return state is State.WORKS or (state is State.UNCERTAIN and not is_weekend(day))


@dataclass(frozen=True)
class Span:
    """``last`` is the last of the counted working days; ``unknown`` the days passed that are not certain.

    A certain span stays as it is, whatever becomes known of other years.
    """

    first: date
    last: date
    unknown: tuple[date, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.unknown

    @property
    def next_day(self) -> date:
        return self.last + A_DAY


def span(start: date, count: int, known: Known, *, count_first: bool = False) -> Span:
    """``count`` working days from ``start``; the first day counts only when asked (and when it is a working day)."""
    day, left = start, count
    if count_first and known.works(start):
        left -= 1
    while left > 0:
        day += A_DAY
        left -= known.works(day)
    passed = _days(start if count_first else start + A_DAY, day)
    unknown = tuple(one for one in passed if known.open_year(one))
    return Span(start, day, unknown, years_of(unknown, known))


def years_of(days: Iterable[date], known: Known) -> tuple[int, ...]:
    """The years whose calendars are missing for these days."""
    return tuple(sorted({year for day in days if (year := known.open_year(day))}))


def years_open(first: date, last: date, known: Known) -> tuple[int, ...]:
    return years_of(_days(first, last), known)


# --- what a year's calendar must satisfy --------------------------------------------------------
@dataclass(frozen=True)
class Entry:
    """Free days from ``first`` to ``last``, or one working day of a weekend (``works``)."""

    first: date
    last: date
    works: bool
    name: str = ""

    def days(self) -> Iterator[date]:
        return _days(self.first, self.last)


LONGEST = 31  # days of one entry


def year_of(day: date) -> int:
    """The year by whose notice a special day was set: days of late December belong to the New Year after."""
    return day.year + 1 if day.month == DECEMBER else day.year


def special_days(entries: Iterable[Entry]) -> dict[date, tuple[bool, str]]:
    """Day → (works, name); of two entries of a kind the first names the day."""
    found: dict[date, tuple[bool, str]] = {}
    for entry in entries:
        for day in entry.days():
            found.setdefault(day, (entry.works, entry.name))
    return found


def entries_objections(year: int, entries: Iterable[Entry]) -> Iterator[Objection]:
    """What stands against these days as the calendar of the year; every reason."""
    entries = list(entries)
    if not entries:
        yield Objection(
            "calendar-empty",
            _("Enter the holidays and the working days of weekends."),
            RULES[NOTICE].on(CALENDAR.on(year)).source,
            NOTICE,
        )
        return
    if backward := [entry for entry in entries if entry.last < entry.first]:
        yield Objection("entry-backward", _named(_("A range ends before it begins: %(days)s."), _firsts(backward)))
        return
    if long := [entry for entry in entries if (entry.last - entry.first).days >= LONGEST]:
        yield Objection("entry-long", _named(_("A range is longer than a month: %(days)s."), _firsts(long)))
        return
    ends = [day for entry in entries for day in (entry.first, entry.last)]
    if outside := [day for day in ends if year not in (day.year, year_of(day))]:
        yield Objection("day-outside-year", _named(_("These days belong to another year: %(days)s."), outside))
    free = {day for entry in entries if not entry.works for day in entry.days()}
    worked = [day for entry in entries if entry.works for day in entry.days()]
    if both := [day for day in worked if day in free]:
        yield Objection("day-twice", _named(_("Both free and worked: %(days)s."), both))
    if plain := [day for day in worked if not is_weekend(day)]:
        yield Objection(
            "works-weekday",
            _named(_("Only days of a weekend are made working days; these are not: %(days)s."), plain),
        )
    not_free = [day for day in statutory(year) if (day in worked) or (day not in free and not is_weekend(day))]
    if not_free:
        yield Objection(
            "statutory-works",
            _named(_("By law these days are free. Enter them as holidays: %(days)s."), not_free),
            RULES[STATUTORY].on(CALENDAR.on(year)).source,
            STATUTORY,
        )


def unusual(year: int, entries: Iterable[Entry]) -> list[date]:
    """Days that no notice since 2004 would have moved: right where the State Council so decides, else a slip."""
    usual = movable(year) | movable(year + 1) | set(statutory(year))
    special = special_days(entries)
    return sorted(day for day, (works, _name) in special.items() if day not in usual and works == is_weekend(day))


def _firsts(entries: list[Entry]) -> list[date]:
    return [entry.first for entry in entries]


def _named(text: str, days: Iterable[date]) -> str:
    return text % {"days": joined(date_format(day) for day in sorted(set(days)))}
