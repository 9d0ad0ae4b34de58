"""Columns that a roster (名册) may have; nouns contribute theirs, the office chooses among all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from cadres.shared.extensions import Point

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


COLUMNS: Point[Column] = Point("columns of rosters", key=lambda column: column.key, order=lambda column: column.place)


def load_all(columns: Iterable[Column], ids: Sequence[int], on: date) -> dict[Load, Mapping[int, Any]]:
    """What the columns need, each load called once."""
    return {load: load(ids, on) for load in dict.fromkeys(c.load for c in columns if c.load is not None)}
