"""Recusal (回避): whom a record is about, and what follows for somebody who is that person or a relative.

``CONCERNS`` has one entry for every model of ours. Everything else here reads it: pages, moves, steps, lists of what
to decide and the API. Nothing is asked of the database for somebody who is related to nobody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.shared.errors import Objection, Refused
from cadres.shared.extensions import Point
from cadres.shared.regulations.catalogue import RULES

OWN_CASE = "recuse.meeting"


@dataclass(frozen=True)
class Concern:
    """Whom records of ``model`` ("app.Model") are about.

    ``paths`` lead from the record to ids of cadres, as a query writes them; ``of`` reads them where no path can.
    Without either it is about ``nobody``, and that says why. ``listed``: its rows stay in lists, which tell no more
    of it than the name.
    """

    model: str
    paths: tuple[str, ...] = ()
    of: Callable[[Any], Iterable[int]] | None = None
    nobody: str = ""
    listed: bool = False

    def __post_init__(self) -> None:
        if bool(self.paths or self.of) == bool(self.nobody):
            raise ValueError(f"{self.model}: either whom it is about, or why nobody")

    @property
    def key(self) -> str:
        return self.model.lower()


CONCERNS: Point[Concern] = Point("whom records are about", key=lambda concern: concern.key)


def about(model: str, *paths: str, listed: bool = False) -> Concern:
    return Concern(model, paths, listed=listed)


def nobody(model: str, why: str) -> Concern:
    return Concern(model, nobody=why)


def cadres_of(record: Model) -> frozenset[int]:
    """The ids of the cadres whom a record is about. Asks only for what is not read yet."""
    concern = CONCERNS[record._meta.label_lower]
    if concern.of is not None:
        return frozenset(concern.of(record))
    return frozenset(pk for path in concern.paths for pk in _follow(record, path) if pk is not None)


def _follow(record: Model, path: str) -> Iterator[int]:
    first, _sep, rest = path.partition("__")
    if not rest:
        yield getattr(record, first)
        return
    field: Any = record._meta.get_field(first)
    if field.concrete:
        if (other := getattr(record, first)) is not None:
            yield from _follow(other, rest)
    elif record.pk is not None:
        yield from getattr(record, field.get_accessor_name()).order_by().values_list(rest, flat=True)


# --- one record ------------------------------------------------------------------------------------------


def is_barred(user: Any, record: Any) -> bool:
    """Whether the record is about the user himself or a relative of his, so that he neither reads nor decides it."""
    concern = CONCERNS.get(record._meta.label_lower)
    if user is None or concern is None or concern.nobody:
        return False
    barred: frozenset[int] = getattr(user, "barred_cadres", frozenset())
    return bool(barred) and not barred.isdisjoint(cadres_of(record))


def refuse_reading(user: Any, record: Model) -> None:
    """Raises ``PermissionDenied`` with what to do."""
    if is_barred(user, record):
        raise PermissionDenied(_message())


def refuse_deciding(user: Any, *records: Any) -> None:
    """Raises ``Refused`` with the article; says nothing of what else stands against it, which is not for him."""
    if not _WHOLE.get() and any(is_barred(user, record) for record in records):
        raise Refused(objection())


def refuse_given(user: Any, given: Mapping[str, Any]) -> None:
    """The same for what a form or a move brings: who was chosen in it, one by one or several."""
    if getattr(user, "barred_cadres", None):
        refuse_deciding(user, *_records_in(given.values()))


def _records_in(values: Iterable[Any]) -> Iterator[Model]:
    for value in values:
        if isinstance(value, Model):
            if value._meta.label_lower in CONCERNS:
                yield value
        elif isinstance(value, Mapping):
            yield from _records_in(value.values())
        elif isinstance(value, list | tuple | set | frozenset | QuerySet):
            yield from _records_in(value)


def objection() -> Objection:
    return Objection("recusal", _message(), RULES[OWN_CASE].on(localdate()).source, OWN_CASE)


def _message() -> str:
    return _(
        "This is about you or a relative of yours, so it is not for you to read or decide."
        " Ask a colleague of the department or your department leader to do what is needed."
    )


_WHOLE: ContextVar[bool] = ContextVar("part of a whole", default=False)


@contextmanager
def as_part_of_a_whole() -> Iterator[None]:
    """What follows by reckoning for everybody alike, and is no decision about anybody in particular."""
    token = _WHOLE.set(True)
    try:
        yield
    finally:
        _WHOLE.reset(token)


# --- many ------------------------------------------------------------------------------------------------


def open_to(rows: QuerySet, user: Any) -> QuerySet:
    """The rows that are about nobody from whom the user is barred; the rows as they are where he is from nobody."""
    keys = _closed_keys(rows.model, user)
    return rows if keys is None else rows.exclude(pk__in=keys)


def closed_to(rows: QuerySet, user: Any) -> QuerySet:
    """The others of the rows: they lie with a colleague."""
    keys = _closed_keys(rows.model, user)
    return rows.none() if keys is None else rows.filter(pk__in=keys)


def _closed_keys(model: Any, user: Any) -> QuerySet | None:
    """By key: paths through a relation of many would double rows, and some lead nowhere."""
    concern = CONCERNS.get(model._meta.label_lower)
    barred = getattr(user, "barred_cadres", None)
    if not barred or concern is None or not concern.paths:
        return None
    closed = Q()
    for path in concern.paths:
        closed |= Q(**{f"{path}__in": barred})
    return model._base_manager.filter(closed).order_by().values("pk")


def listed_to(rows: QuerySet, user: Any) -> QuerySet:
    """As ``open_to``, for a list in which some kinds of records stay by name."""
    concern = CONCERNS.get(rows.model._meta.label_lower)
    return rows if concern is None or concern.listed else open_to(rows, user)


def leaves_out(model: Any, user: Any) -> bool:
    """Whether a list of such records may have left out some for this user."""
    concern = CONCERNS.get(model._meta.label_lower)
    return (
        bool(getattr(user, "barred_cadres", None))
        and concern is not None
        and bool(concern.paths)
        and not concern.listed
    )
