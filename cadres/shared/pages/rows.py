"""Rows of another table read along with a record, as JSON by one query, and made records again."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, QuerySet
from django.db.models.functions import JSONObject


def rows_of(part: QuerySet, *more: str) -> ArraySubquery:
    """To annotate: every column of the rows in their order, and the annotations named in ``more``.

    Only for columns that JSON can carry: no ranges, no bytes.
    """
    columns = {field.attname: F(field.attname) for field in part.model._meta.concrete_fields}
    return ArraySubquery(part.values(row=JSONObject(**columns, **{name: F(name) for name in more})))


def record_of(model: type[Model], row: dict[str, Any]) -> Any:
    """The record of one row; what stands in it beside the columns is set as JSON has it."""
    fields = model._meta.concrete_fields
    record = model.from_db(None, [f.attname for f in fields], [f.to_python(row[f.attname]) for f in fields])
    for name in row.keys() - {f.attname for f in fields}:
        setattr(record, name, row[name])
    return record
