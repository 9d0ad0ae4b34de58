"""Lost updates (同时修改): the second of two editors is told, sees both versions and keeps what was typed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.postgresql.psycopg_any import Range
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cadres.shared.errors import OutOfDate
from cadres.shared.months import MonthField, month_or_day
from cadres.shared.names import joined
from cadres.shared.phrases import days_text

NOTHING = "nothing"  # what was seen where nothing was saved yet, so that two people do not both write it first


def rows_state(parts: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """What is saved of several rows, cell by cell: ``<key>-<name>`` → value; ``None`` stands for a row not saved."""
    names = tuple(names)
    return {f"{key}-{name}": getattr(part, name) for key, part in parts.items() if part is not None for name in names}


def _field(record: models.Model, name: str) -> models.Field:
    field = record._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(name)
    return field


def fingerprint_of(values: Mapping[str, Any]) -> str:
    """A short digest of each value by its name, so that it can be told later which of them have changed."""
    return " ".join(f"{name}={_digest(value)}" for name, value in sorted(values.items())) or NOTHING


def _digest(value: Any) -> str:
    raw = json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(raw.encode()).hexdigest()[:12]


def fingerprint(record: models.Model, names: Iterable[str]) -> str:
    """Of the named fields as they are in ``record``; nothing and empty text are the same."""
    return fingerprint_of({name: _text(record, name) for name in names})


def _text(record: models.Model, name: str) -> str:
    field = _field(record, name)
    return "" if field.value_from_object(record) is None else field.value_to_string(record)


def changed(before: str, after: str) -> set[str]:
    """Names of what differs between two fingerprints. The first came back from a browser and may be anything."""
    first, second = (dict(part.partition("=")[::2] for part in text.split()) for text in (before, after))
    return {name for name in first | second if first.get(name) != second.get(name)}


def check_unchanged(record: models.Model, names: Iterable[str], seen: str) -> None:
    """Call with the row locked. An empty ``seen`` (a caller that showed nothing to anybody) passes."""
    if seen:
        check_seen(fingerprint(record, names), seen)


def check_seen(present: str, seen: str) -> None:
    """As ``check_unchanged``, for what is more or less than the fields of one record."""
    if seen and seen != present:
        raise OutOfDate(_("Somebody else has changed this since you opened the page. Nothing of yours is lost."))


def shown(field: models.Field, value: Any) -> str:
    """A value as a person reads it: the label of a choice, a month where that is meant, “—” for nothing."""
    if isinstance(field, MonthField) and value:
        return month_or_day(value)
    return as_read(dict(field.flatchoices).get(value, value) if field.choices else value)


def as_read(value: Any) -> str:
    if value in (None, "", []):
        return "—"
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    elif isinstance(value, datetime):
        value = date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    elif isinstance(value, date):
        value = date_format(value, "SHORT_DATE_FORMAT")
    elif isinstance(value, list | tuple):
        value = joined(value)
    elif isinstance(value, Range):
        value = days_text(value.lower, value.upper)
    return str(value)
