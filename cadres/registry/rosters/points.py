"""Columns that a roster (名册) may have; apps register theirs, the office chooses among all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

Load = Callable[[Sequence[int], date], Mapping[int, Any]]


@dataclass(frozen=True)
class Column:
    """``show(cadre, loaded, on)`` makes the cell of one cadre; ``load(ids, on)`` reads what it needs for all at once.

    Columns with the same ``load`` share its one query. ``loaded`` is None where the load knows nothing of a cadre.
    """

    key: str
    title: str | Promise
    show: Callable[[Any, Any, date], Any]
    load: Load | None = None
    place: int = 0  # where the form offers it: the base's columns at 0, those of upper apps after them


COLUMNS: dict[str, Column] = {}


def register(columns: Iterable[Column]) -> None:
    for column in columns:
        COLUMNS[column.key] = column


def offered() -> list[Column]:
    """All columns in the order in which the office chooses among them."""
    return sorted(COLUMNS.values(), key=lambda column: column.place)


def load_all(columns: Iterable[Column], ids: Sequence[int], on: date) -> dict[Load, Mapping[int, Any]]:
    """What the columns need, each load called once."""
    return {load: load(ids, on) for load in dict.fromkeys(c.load for c in columns if c.load is not None)}
