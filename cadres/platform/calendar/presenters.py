"""A year as pages show it: twelve months of weeks, each day with what it is."""

from calendar import Calendar as Weeks
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.platform.calendar.choices import Stage
from cadres.platform.calendar.models import CalendarYear, SpecialDay
from cadres.platform.calendar.rules.days import Known, State, is_weekend, statutory

# Kind → the sign in the cell, and what the legend says of it.
KINDS = {
    "statutory": (_("law"), _("Free by law in every year")),
    "holiday": (_("off"), _("Free by the year's notice")),
    "makeup": (_("work"), _("Working day on a weekend")),
    "unknown": (_("?"), _("Not known yet: the notice may move it")),
}


def months_of(year: int, known: Known, names: dict[date, str]) -> list[dict[str, Any]]:
    weeks = Weeks(firstweekday=0)
    return [
        {
            "first": date(year, month, 1),
            "weeks": [
                [_cell(date(year, month, day), known, names) if day else None for day in week]
                for week in weeks.monthdayscalendar(year, month)
            ],
        }
        for month in range(1, 13)
    ]


def _cell(day: date, known: Known, names: dict[date, str]) -> dict[str, Any]:
    kind = kind_of(day, known)
    sign, meaning = KINDS.get(kind, ("", ""))
    name = names.get(day) or (statutory(day.year)[day].label if kind == "statutory" else "")
    return {"day": day, "kind": kind, "sign": sign, "title": name or meaning}


def kind_of(day: date, known: Known) -> str:
    state = known.state(day)
    if state is State.UNCERTAIN:
        return "unknown"
    if state is State.WORKS:
        return "makeup" if is_weekend(day) else "plain"
    if day in statutory(day.year):
        return "statutory"
    return "holiday" if day in known.special else "weekend"


def names_of(calendars: Iterable[CalendarYear]) -> dict[date, str]:
    rows = SpecialDay.objects.filter(calendar__in=calendars)
    return dict(rows.values_list("day", "name"))


def years_listed(rows: Iterable[CalendarYear], today: date) -> list[dict[str, Any]]:
    """Every year that has a version, and the running and the next one even without; newest first."""
    found: dict[int, dict[str, Any]] = {year: _line(year) for year in (today.year, today.year + 1)}
    for row in rows:
        line = found.setdefault(row.year, _line(row.year))
        if row.stage == Stage.DRAFT:
            line["draft"] = row
        elif row.stage == Stage.APPROVED:
            line["in_force"] = row
    return [found[year] for year in sorted(found, reverse=True)]


def _line(year: int) -> dict[str, Any]:
    return {"year": year, "in_force": None, "draft": None}
