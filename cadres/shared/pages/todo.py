"""What is to be done (待办): each noun contributes its lists; the home page shows them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from cadres.shared.extensions import Point
from cadres.shared.recusal import closed_to, open_to

SHOWN = 5
READ = 30  # for those who plan by days: what falls due in two weeks


@dataclass(frozen=True)
class Due:
    """One thing to do: ``url`` is the form or page that settles it; ``on`` the day it is due, if any."""

    label: str | Promise
    url: str
    on: date | None = None
    late: bool = False


@dataclass(frozen=True)
class DueList:
    """Some items of one kind, most urgent first, with the address of the whole list; ``more`` than are shown.

    ``rest``: those read beyond what is shown; ``cut`` where there are more than these too. ``recused``: how many
    besides are about the user or a relative of his, and so lie with a colleague.
    """

    title: str | Promise
    items: list[Due]
    url: str
    more: bool = False
    rest: list[Due] = field(default_factory=list)
    cut: bool = False
    recused: int = 0


@dataclass(frozen=True)
class TodoList:
    """``build(user, today)`` asks two queries at most and counts nothing. Without a permission it is everybody's."""

    key: str
    permission: str
    build: Callable[[Any, date], DueList]
    place: int


TODO: Point[TodoList] = Point("to-do lists", key=lambda todo: todo.key, order=lambda todo: todo.place)


def first_of(  # noqa: PLR0913 -- what a list is made of
    title: Any, rows: Any, make: Callable[[Any], Due], url: str, *, user: Any, shown: int = SHOWN
) -> DueList:
    """The first rows of an ordered queryset as a list, without those that are about the user or a relative."""
    most = max(shown, READ)
    mine = open_to(rows, user) if isinstance(rows, QuerySet) else rows
    found = list(mine[: most + 1])
    made = [make(row) for row in found[:most]]
    return DueList(
        title,
        made[:shown],
        url,
        more=len(found) > shown,
        rest=made[shown:],
        cut=len(found) > most,
        recused=closed_to(rows, user).count() if mine is not rows else 0,
    )


def lists_for(user: Any, today: date, *, without: Iterable[str] = ()) -> list[DueList]:
    """What each noun has for this user to do, empty lists left out."""
    open_to = [todo for todo in TODO if not todo.permission or user.has_perm(todo.permission)]
    found = (todo.build(user, today) for todo in open_to if todo.key not in without)
    return [one for one in found if one.items or one.recused]
