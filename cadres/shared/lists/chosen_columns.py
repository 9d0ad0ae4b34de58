"""The columns of a list that somebody has chosen to see (显示列)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


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
