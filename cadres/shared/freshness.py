"""Lost updates (同时修改): the second of two editors is told, sees both versions and keeps what was typed."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.postgresql.psycopg_any import Range
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.shared.errors import OutOfDate


def _field(record: models.Model, name: str) -> models.Field:
    field = record._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(name)
    return field


def fingerprint(record: models.Model, names: Iterable[str]) -> str:
    """Short digest of the named fields as they are in ``record``."""
    values = {name: _field(record, name).value_to_string(record) for name in names}
    raw = json.dumps(values, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(raw.encode()).hexdigest()[:24]


def check_fresh(record: models.Model, names: Iterable[str], seen: str) -> None:
    """Call with the row locked. An empty ``seen`` (a caller that showed nothing to anybody) passes."""
    if seen and seen != fingerprint(record, names):
        raise OutOfDate(_("Somebody else has changed this since you opened the page. Nothing of yours is lost."))


def shown(field: models.Field, value: Any) -> str:
    """A value as a person reads it: the label of a choice, the date of a date, “—” for nothing."""
    if value in (None, ""):
        return "—"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Range):
        ends = (date_format(end, "SHORT_DATE_FORMAT") if end else "…" for end in (value.lower, value.upper))
        return " – ".join(ends)
    return str(value)
