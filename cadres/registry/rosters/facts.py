"""A roster made: which rows, in which order and groups, with which cells. A fixed number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.querysets import HEAVY
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.registry.posts.choices import Grade
from cadres.registry.rosters.choices import RosterGrouping, RosterOrder
from cadres.registry.rosters.columns import posts
from cadres.registry.rosters.models import Roster
from cadres.registry.rosters.points import COLUMNS, Column, load_all
from cadres.registry.tenures.models import Tenure

MOST = 3000
ORDERS = {
    RosterOrder.NAME: ("name_key", "pk"),
    RosterOrder.BIRTH: ("born_on", "name_key", "pk"),
    RosterOrder.GRADE: ("-grade", "grade_since", "name_key", "pk"),
    RosterOrder.WORK: ("began_work_on", "name_key", "pk"),
}


@dataclass(frozen=True)
class Row:
    number: int
    cadre: Cadre
    cells: list[Any]


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Made:
    """``cut`` when there are more people than ``MOST``: the rest is not shown, and the page says so."""

    columns: list[Column]
    groups: list[Group]
    number: int
    cut: bool


def _wanted(rows: QuerySet, asked: QueryDict, user: User) -> QuerySet:
    """As the list of cadres understands these conditions, without what is usual there: a roster says all it wants."""
    if not asked:
        return rows
    return rows.filter(pk__in=CADRE_LIST.asked_by(user, asked).rows.order_by().values("pk"))


def columns_of(roster: Roster) -> list[Column]:
    """Those still known; an app that was taken out takes its columns with it."""
    return [COLUMNS[key] for key in roster.columns if key in COLUMNS]


def make(roster: Roster, *, user: User, on: date, without: Iterable[int] = ()) -> Made:
    """The roster as this user may see it: a shared roster shows to each the people in his own reach.

    ``without``: ids of cadres to leave out.
    """
    rows = Cadre.objects.visible_to(user).defer(*HEAVY)
    if without:
        rows = rows.exclude(pk__in=without)
    rows = _wanted(rows, QueryDict(roster.conditions), user)
    cadres = list(rows.order_by(*ORDERS[RosterOrder(roster.order)])[: MOST + 1])
    cut, cadres = len(cadres) > MOST, cadres[:MOST]
    columns = columns_of(roster)
    ids = [cadre.pk for cadre in cadres]
    loaded = load_all(columns, ids, on)
    placed = roster.grouping in (RosterGrouping.TOWNSHIP, RosterGrouping.ORGANIZATION)
    held = (loaded.get(posts) if posts in loaded else posts(ids, on)) if placed else {}
    groups: dict[tuple[str, str], list[Cadre]] = {}
    for cadre in cadres:
        groups.setdefault(_group(roster, cadre, held.get(cadre.pk)), []).append(cadre)
    numbers = iter(range(1, len(cadres) + 1))
    made = [
        Group(title, list(_rows(members, columns, loaded, numbers, on)))
        for (_key, title), members in sorted(groups.items(), key=lambda item: item[0])
    ]
    return Made(columns, made, len(cadres), cut)


def _rows(cadres: list[Cadre], columns: list[Column], loaded: Any, numbers: Iterator[int], on: date) -> Iterator[Row]:
    for cadre in cadres:
        known_by_column = [loaded[column.load].get(cadre.pk) if column.load else None for column in columns]
        cells = [column.show(cadre, known, on) for column, known in zip(columns, known_by_column, strict=True)]
        yield Row(next(numbers), cadre, cells)


def _group(roster: Roster, cadre: Cadre, held: list[Tenure] | None) -> tuple[str, str]:
    """Key to sort groups by, and title; those without a post come last."""
    if roster.grouping == RosterGrouping.GRADE:
        rank = list(Grade.values)[::-1].index(cadre.grade)
        return str(rank), str(cadre.get_grade_display())
    if roster.grouping in (RosterGrouping.TOWNSHIP, RosterGrouping.ORGANIZATION):
        if not held:
            return "~", _("Without a post")
        organization = held[0].post.organization
        if roster.grouping == RosterGrouping.TOWNSHIP:
            return organization.division_id, organization.division.name
        return f"{organization.division_id} {organization.kind} {organization.pk:09d}", organization.name
    return "", ""
