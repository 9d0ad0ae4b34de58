"""All parts of one file read with the file itself, by one query however many rows they have."""

from typing import Any

from django.db.models import F, Model, OuterRef, QuerySet

from cadres.registry.cadre_files.models import AnnualResult, Cadre, Education, FamilyMember
from cadres.registry.ranks.models import RankRecord
from cadres.registry.sanctions.models import Sanction
from cadres.registry.verifications.models import Verification
from cadres.shared.pages.rows import record_of, rows_of

PARTS: dict[str, tuple[type[Model], tuple[Any, ...]]] = {
    "education": (Education, ("mode", "pk")),
    "family": (FamilyMember, ("position", "pk")),
    "results": (AnnualResult, ("-year",)),
    "sanctions": (Sanction, ("-decided_on", "-pk")),
    "ranks": (RankRecord, ("ladder", F("since").desc(nulls_last=True), "-pk")),
    "verifications": (Verification, ("-pk",)),
}
MORE = {"verifications": {"by_name": F("by__name")}}


def with_parts(cadres: QuerySet[Cadre]) -> QuerySet[Cadre]:
    """Files with ``<part>_rows``, to be made records of by ``parts_of``."""
    rows = {}
    for name, (model, order) in PARTS.items():
        more = MORE.get(name, {})
        part = model._default_manager.filter(cadre=OuterRef("pk")).annotate(**more).order_by(*order)
        rows[f"{name}_rows"] = rows_of(part, *more)
    return cadres.annotate(**rows)


def parts_of(cadre: Any) -> dict[str, list[Any]]:
    """Part → its records; those of verifications have ``by_name``, the account's."""
    return {name: [record_of(PARTS[name][0], row) for row in getattr(cadre, f"{name}_rows")] for name in PARTS}
