"""Pages by position of the last row (keyset), so page 40,000 costs what page 1 costs and nothing is counted."""

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Q, QuerySet

PK = "pk"


@dataclass
class Page:
    """One page of rows with the cursors of its neighbours (``None`` at either end)."""

    rows: list[Any] = field(default_factory=list)
    next: str | None = None
    previous: str | None = None


class BadCursor(ValueError):
    """The cursor was not made by this list."""


def paginate(queryset: QuerySet, *, order: str, size: int, cursor: str | None = None) -> Page:
    """The page of ``queryset`` ordered by ``order`` ("name" or "-name", never null) and then by primary key.

    ``cursor`` is opaque to the caller; raises ``BadCursor`` when it does not fit.
    """
    descending = order.startswith("-")
    name = order.lstrip("-")
    backwards, position = _decode(cursor) if cursor else (False, None)
    falling = descending != backwards
    sign = "-" if falling else ""
    rows = queryset.order_by(*([f"{sign}{name}"] if name != PK else []), f"{sign}pk")
    if position is not None:
        rows = rows.filter(_beyond(queryset, name, position, falling=falling))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page()
    has_next, has_previous = (position is not None, more) if backwards else (more, position is not None)
    return Page(
        rows=found,
        next=_encode(False, found[-1], name) if has_next else None,
        previous=_encode(True, found[0], name) if has_previous else None,
    )


def cursor_at(row: Any, *, order: str, backwards: bool = False) -> str:
    """The cursor of the page that begins after ``row``, or ends before it."""
    return _encode(backwards, row, order.lstrip("-"))


def _beyond(queryset: QuerySet, name: str, position: list, *, falling: bool) -> Q:
    compare = "lt" if falling else "gt"
    try:
        if name == PK:
            value = pk = _field(queryset, PK).to_python(position[-1])
        else:
            value = _field(queryset, name).to_python(position[0])
            pk = _field(queryset, PK).to_python(position[1])
    except (ValidationError, IndexError, TypeError, ValueError) as error:
        raise BadCursor from error
    if pk is None or value is None:
        raise BadCursor
    if name == PK:
        return Q(**{f"pk__{compare}": pk})
    # The first condition alone already lets the index seek.
    return Q(**{f"{name}__{compare}e": value}) & (Q(**{f"{name}__{compare}": value}) | Q(**{f"pk__{compare}": pk}))


def _field(queryset: QuerySet, name: str) -> Field:
    if name in queryset.query.annotations:
        return queryset.query.annotations[name].output_field
    model = queryset.model
    if name == PK:
        return model._meta.pk
    *way, last = name.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    try:
        return model._meta.get_field(last)
    except FieldDoesNotExist as error:
        raise BadCursor from error


def _encode(backwards: bool, row: Any, name: str) -> str:
    value: Any = row
    for step in name.split("__"):
        value = getattr(value, step)
    position = [row.pk] if name == PK else [value, row.pk]
    raw = json.dumps([int(backwards), position], cls=DjangoJSONEncoder, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[bool, list]:
    try:
        backwards, position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise BadCursor from error
    try:
        unfit = not isinstance(position, list) or b"\x00" in "".join(map(str, position)).encode()
    except UnicodeEncodeError as error:
        raise BadCursor from error
    if unfit:
        raise BadCursor
    return bool(backwards), position
