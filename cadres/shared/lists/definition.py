"""Tools of every list: chosen columns, saved views, actions on selected rows, the side panel. See docs/lists.md."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.functional import Promise

from cadres.shared.extensions import Slot
from cadres.shared.lists.keyset import cursor_at, paginate

MOST_PICKED = 200
PASSING = ("cursor", "export", "panel")  # of one moment; no saved view and no form carries them on


@dataclass(frozen=True)
class Bulk:
    """One thing to do with the selected rows: ``run(view, rows)`` is given rows within the user's reach only."""

    key: str
    label: str | Promise
    permission: str
    run: Callable[[Any, QuerySet], HttpResponse]


def export_selected(view: Any, rows: QuerySet) -> HttpResponse:
    """The selected rows as a workbook, in the columns and the order of the list."""
    return view.export(rows, "xlsx", picks=rows.order_by().values_list("pk", flat=True))


SAVED_VIEWS: Slot[Callable[[Any, str], list]] = Slot("saved views")  # ``views_of(user, list_name)`` of who keeps them


@dataclass(frozen=True)
class Column:
    name: str
    header: str
    shown: bool


@dataclass(frozen=True)
class Columns:
    """Which columns of a table are shown; the first always is. ``Meta.optional`` ones only when asked for."""

    all: tuple[Column, ...]
    changed: bool

    @property
    def hidden(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.all if not column.shown)


def columns_of(table_class: Any, asked: Iterable[str]) -> Columns:
    """``asked`` are values of ``?columns=``: names, one each or joined by commas; unknown ones are passed over."""
    names = list(table_class.base_columns)
    optional = set(getattr(table_class.Meta, "optional", ()))
    wanted = {name for value in asked for name in value.split(",")} & set(names)
    shown = wanted | {names[0]} if wanted else set(names) - optional
    headers = {column.name: str(column.header) for column in table_class([]).columns.iterall()}
    columns = tuple(Column(name, headers.get(name, name), name in shown) for name in names)
    return Columns(columns, changed=bool(wanted))


def kept(query: QueryDict, *less: str) -> list[tuple[str, str]]:
    """The parts of a URL that a form passes on, without those it sets itself."""
    return [(k, v) for k, values in query.lists() if k not in (*PASSING, *less) for v in values if v]


def kept_url(query: QueryDict, *less: str) -> str:
    return urlencode(kept(query, *less))


def picked(request: HttpRequest) -> list[str]:
    return request.POST.getlist("pick")[:MOST_PICKED]


def rows_of(rows: QuerySet, keys: list[str]) -> QuerySet:
    """Rows by their keys as a form sent them; a key that is none fits no row."""
    to_python = rows.model._meta.pk.to_python
    good = []
    for key in keys:
        try:
            good.append(to_python(key))
        except ValidationError:
            continue
    return rows.filter(pk__in=good)


def beside(rows: QuerySet, key: str, order: str) -> dict[str, Any]:
    """The record of the side panel with its neighbours in the list as it is filtered and sorted. Three queries."""
    record = rows_of(rows, [key]).first()
    if record is None:
        raise Http404
    after, before = (
        paginate(rows, order=order, size=1, cursor=cursor_at(record, order=order, backwards=backwards)).rows
        for backwards in (False, True)
    )
    return {"record": record, "next": after[0] if after else None, "previous": before[0] if before else None}
