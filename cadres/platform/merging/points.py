"""What nouns contribute to merging (合并): how the rows that point to a record fare, and what may be merged.

See docs/merging.md. A test fails for a relation to a mergeable model that nobody has declared here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from cadres.shared.errors import Objection
from cadres.shared.extensions import Point
from cadres.shared.recusal import cadres_of


class OnMerge(StrEnum):
    """``MOVE``: the row goes along. ``LEAVE``: it stays as it was, and what it points to is never removed."""

    MOVE = "move"
    LEAVE = "leave"


class Resolution(StrEnum):
    """Of two rows that say the same, which one remains; ``BOTH`` leaves the other's where it is."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


Resolved = Resolution | Objection
Rows = list[Any]


def keep_ours(_ours: Any, _theirs: Any) -> Resolved:
    return Resolution.OURS


def nothing_against(_stays: Any, _goes: Any, _ours: Rows, _theirs: Rows) -> Iterator[Objection]:
    return iter(())


@dataclass(frozen=True)
class RelationPolicy:
    """One relation to ``target``, the model that may be merged, as "app.model" in small letters.

    ``key(row)``: rows of both sides with equal keys are one and the same (None: with no other).

    ``resolve(ours, theirs)`` says which of such two remains, or why neither may; ``check(stays, goes, ours, theirs)``
    yields what else stands against it. ``related`` is what ``show(row)`` reads; without ``show`` rows are counted, and
    a row of which it says nothing ("") is told of on no page.
    """

    model: str
    field: str
    on_merge: OnMerge
    key: Callable[[Any], Any] | None = None
    resolve: Callable[[Any, Any], Resolved] = keep_ours
    check: Callable[[Any, Any, Rows, Rows], Iterator[Objection]] = nothing_against
    show: Callable[[Any], str] | None = None
    related: tuple[str, ...] = ()
    target: str = ""

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)


def move(model: str, field: str, **more: Any) -> RelationPolicy:
    """All rows go along; with ``key`` those that meet their like are united or refused as ``resolve`` says."""
    return RelationPolicy(model, field, OnMerge.MOVE, **more)


def leave(model: str, field: str) -> RelationPolicy:
    """Append-only records: readings, frozen numbers. They stay with the record they were written about."""
    return RelationPolicy(model, field, OnMerge.LEAVE)


def only_one(model: str, field: str, refusal: Objection, **more: Any) -> RelationPolicy:
    """At most one row may point to a record: refused when both have one."""
    return RelationPolicy(
        model, field, OnMerge.MOVE, key=lambda _row: True, resolve=lambda _ours, _theirs: refusal, **more
    )


RELATIONS: Point[RelationPolicy] = Point(
    "relations in merging", key=lambda part: (part.target, part.model, part.field)
)


def into(target: str, *parts: RelationPolicy) -> tuple[RelationPolicy, ...]:
    """The relations of one model that may be merged."""
    return tuple(replace(part, target=target) for part in parts)


def policies_of(target: str) -> list[RelationPolicy]:
    return [part for part in RELATIONS if part.target == target]


@dataclass(frozen=True)
class Mergeable:
    """A kind of record that may be there twice. Its model has ``merged_into``; pages and services do the rest.

    ``alike`` is the SQL that finds pairs within ``%(low)s`` and ``%(high)s``, half-open bounds of division codes, with
    the columns first, second, first_division, second_division, degree, why, data (what the likeness rests on).
    ``fields`` may be chosen; ``open(record, user)`` refuses and records the reading; ``show(record, name, user)`` is
    a value for a page; ``check(stays, goes, taken)`` yields what stands against it, ``check_back(stays, moved)`` what
    stands against the rows moved (model → their keys) going back; ``lock(pks)`` locks what else must wait;
    ``settled(record)`` names fields whose value now holds by a decision, which going back leaves alone.
    """

    key: str
    title: str | Promise
    model: str
    view: str
    fields: tuple[str, ...]
    alike: str
    show: Callable[[Any, str, Any], Any]
    division_of: Callable[[Any], str]
    open: Callable[[Any, Any], None] = lambda _record, _user: None
    check: Callable[[Any, Any, list[str]], Iterator[Objection]] = lambda _stays, _goes, _taken: iter(())
    check_back: Callable[[Any, dict[str, list[Any]]], Iterator[Objection]] = lambda _stays, _moved: iter(())
    lock: Callable[[list[int]], None] = lambda _pks: None
    barred: Callable[[Any], Iterable[int]] = lambda _user: ()
    settled: Callable[[Any], Iterable[str]] = lambda _record: ()
    whys: dict[str, Any] = field(default_factory=dict)

    @property
    def model_class(self) -> Any:
        return apps.get_model(self.model)


KINDS: Point[Mergeable] = Point("kinds of duplicates", key=lambda kind: kind.key)


def of_pair(pair: Any) -> frozenset[int]:
    """Whom either record of a pair is about."""
    rows = KINDS[pair.kind].model_class._base_manager.filter(pk__in=[pair.first, pair.second])
    return frozenset().union(*map(cadres_of, rows))


def of_merge(merge: Any) -> frozenset[int]:
    return of_pair(merge.pair)


# --- what merging would do ------------------------------------------------------------------------------

MOVED, UNITED, LEFT, STAYS = "moved", "united", "left", "stays"


@dataclass(frozen=True)
class Op:
    """One change: ``move`` sets ``field`` of a row from ``old`` to ``new``; ``drop`` takes a row away for another."""

    do: str
    model: str
    pk: Any
    field: str = ""
    old: Any = None
    new: Any = None


@dataclass
class Section:
    """What a page shows of one part: (text, fate) of the rows of each side, or their numbers alone."""

    title: str
    ours: list[tuple[str, str]] = field(default_factory=list)
    theirs: list[tuple[str, str]] = field(default_factory=list)
    numbers: tuple[int, int] = (0, 0)
    counted: bool = False


@dataclass
class Plan:
    """``present`` are the rows that the record which stays has afterwards, by part; what comes later is told by it."""

    ops: list[Op] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    present: dict[str, list[Any]] = field(default_factory=dict)
    read: dict[Any, list[Any]] = field(default_factory=dict, repr=False)

    @property
    def summary(self) -> dict[str, int]:
        fates = [fate for section in self.sections for _text, fate in section.theirs]
        return {name: fates.count(name) for name in (MOVED, UNITED, LEFT)}
