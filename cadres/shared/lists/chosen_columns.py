"""The columns of a list that somebody has chosen to see (显示列), and their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import get_language


@dataclass(frozen=True)
class Column:
    """``earlier`` and ``later``: the value of ``?columns=`` by which it changes places with its neighbour, or ""."""

    name: str
    header: str
    shown: bool
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True)
class Columns:
    """Which columns of a table are shown, in their order; the first always is, and stays the first.

    ``Meta.optional`` ones are shown only when asked for.
    """

    all: tuple[Column, ...]
    changed: bool

    @property
    def hidden(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.all if not column.shown)

    @property
    def sequence(self) -> tuple[str, ...]:
        """Those shown and then the others, as django-tables2 wants them."""
        return tuple(column.name for column in self.all)


def columns_of(table_class: Any, asked: Iterable[str]) -> Columns:
    """``asked`` are values of ``?columns=``: names, one each or joined by commas; unknown ones are passed over."""
    names = list(table_class.base_columns)
    optional = set(getattr(table_class.Meta, "optional", ()))
    wanted = [name for name in dict.fromkeys(part for value in asked for part in value.split(",")) if name in names]
    shown = [name for name in wanted if name != names[0]] if wanted else [n for n in names[1:] if n not in optional]
    shown.insert(0, names[0])
    headers = _headers(table_class, get_language())
    columns = tuple(
        Column(name, headers.get(name, name), name in shown, _swapped(shown, name, -1), _swapped(shown, name, 1))
        for name in [*shown, *(name for name in names if name not in shown)]
    )
    return Columns(columns, changed=bool(wanted))


@cache
def _headers(table_class: Any, _language: str | None) -> dict[str, str]:
    return {column.name: str(column.header) for column in table_class([]).columns.iterall()}


def _swapped(shown: list[str], name: str, step: int) -> str:
    if name not in shown[1:]:
        return ""
    place = shown.index(name)
    if not 0 < place + step < len(shown):
        return ""
    order = list(shown)
    order[place], order[place + step] = order[place + step], order[place]
    return ",".join(order)
