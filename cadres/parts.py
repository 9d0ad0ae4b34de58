"""All parts of one file read with the file itself, by one query however many rows they have."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from cadres.models import AnnualResult, Cadre, Education, FamilyMember, Sanction, Verification

PARTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "education": (Education, ("mode", "pk")),
    "family": (FamilyMember, ("position", "pk")),
    "results": (AnnualResult, ("-year",)),
    "sanctions": (Sanction, ("-decided_on", "-pk")),
    "verifications": (Verification, ("-pk",)),
}
MORE = {"verifications": {"by_name": F("by__name")}}


def with_parts(cadres: QuerySet[Cadre]) -> QuerySet[Cadre]:
    """Files with ``<part>_rows``, to be made records of by ``parts_of``."""
    rows = {}
    for name, (model, order) in PARTS.items():
        columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
        part = model._default_manager.filter(cadre=OuterRef("pk")).order_by(*order)
        rows[f"{name}_rows"] = ArraySubquery(part.values(row=JSONObject(**columns, **MORE.get(name, {}))))
    return cadres.annotate(**rows)


def parts_of(cadre: Any) -> dict[str, list[Any]]:
    """Part → its records; those of verifications have ``by_name``, the account's."""
    return {name: [_record(PARTS[name][0], row) for row in getattr(cadre, f"{name}_rows")] for name in PARTS}


def _record(model: type[Model], row: dict[str, Any]) -> Model:
    fields = model._meta.concrete_fields
    record = model.from_db(None, [f.attname for f in fields], [f.to_python(row[f.attname]) for f in fields])
    for name in row.keys() - {f.attname for f in fields}:
        setattr(record, name, row[name])
    return record
