"""The work of the week (本周工作), day by day: what is to be done and has a day, and what happens besides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise

from cadres.shared.extensions import Point
from cadres.shared.pages.todo import Due, DueList, TodoList

# What happens on a day without being anybody's task yet; built like a list of what is to be done.
HAPPENING: Point[TodoList] = Point("what happens in a week", key=lambda one: one.key, order=lambda one: one.place)


@dataclass(frozen=True)
class Entry:
    kind: str | Promise
    due: Due


@dataclass(frozen=True)
class Agenda:
    """``overdue`` the oldest first; days with what they bring; ``cut`` are the lists that have more than was read."""

    overdue: list[Entry]
    this_week: list[tuple[date, list[Entry]]]
    next_week: list[tuple[date, list[Entry]]]
    cut: list[DueList]

    def __bool__(self) -> bool:
        return bool(self.overdue or self.this_week or self.next_week)


def happening_for(user: Any, today: date) -> list[DueList]:
    return [one.build(user, today) for one in HAPPENING if user.has_perm(one.permission)]


def agenda(lists: Iterable[DueList], today: date) -> Agenda:
    """From today to the Sunday after next; a day that is past and not settled is overdue."""
    sunday = today + timedelta(days=6 - today.weekday())
    end = sunday + timedelta(days=7)
    overdue: list[Entry] = []
    days: dict[date, list[Entry]] = defaultdict(list)
    cut = []
    for one in lists:
        last = None
        for due in (*one.items, *one.rest):
            if due.on is None:
                continue
            last = due.on
            if last < today:
                overdue.append(Entry(one.title, due))
            elif last <= end:
                days[last].append(Entry(one.title, due))
        if one.cut and last is not None and last <= end:
            cut.append(one)
    ordered = sorted(days.items())
    return Agenda(
        sorted(overdue, key=lambda entry: entry.due.on or today),
        [(day, entries) for day, entries in ordered if day <= sunday],
        [(day, entries) for day, entries in ordered if day > sunday],
        cut,
    )
