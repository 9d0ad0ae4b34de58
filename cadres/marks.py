"""What the base itself marks on a career: yearly results (考核) and sanctions (处分)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate

from cadres.choices import AnnualGrade, SanctionKind
from cadres.models import AnnualResult, Cadre, Sanction, User
from cadres.shared.marks import Mark

TONES = {
    AnnualGrade.EXCELLENT: "good",
    AnnualGrade.COMPETENT: "neutral",
    AnnualGrade.BASIC: "warn",
    AnnualGrade.INCOMPETENT: "bad",
}


def _rows(cadre: Cadre, user: User) -> dict[str, list[dict[str, Any]]]:
    """Results and sanctions by one query, kept with the cadre for the other kind of marks."""
    if not hasattr(cadre, "mark_rows"):
        results = AnnualResult.objects.visible_to(user).filter(cadre=OuterRef("pk")).order_by("year")
        sanctions = Sanction.objects.visible_to(user).filter(cadre=OuterRef("pk")).order_by("decided_on")
        decided = JSONObject(kind="kind", on="decided_on", until="effect_until", organ="organ")
        cadre.mark_rows = (
            Cadre.objects.filter(pk=cadre.pk)
            .order_by()
            .annotate(
                results=ArraySubquery(results.values(row=JSONObject(year="year", grade="grade"))),
                decided=ArraySubquery(sanctions.values(row=decided)),
            )
            .values("results", "decided")
            .get()
        )
    return cadre.mark_rows


def yearly_results(cadre: Cadre, user: User) -> Iterator[Mark]:
    """Each on the last day of its year."""
    for row in _rows(cadre, user)["results"]:
        text = f"{row['year']} {AnnualGrade(row['grade']).label}"
        yield Mark(date(row["year"], 12, 31), text, TONES.get(row["grade"], "neutral"))


def sanctions(cadre: Cadre, user: User) -> Iterator[Mark]:
    """Bad while in effect; what is over stays on record without alarm."""
    today = localdate().isoformat()
    for row in _rows(cadre, user)["decided"]:
        over = row["until"] is not None and row["until"] < today
        text = f"{SanctionKind(row['kind']).label} · {row['organ']}"
        yield Mark(date.fromisoformat(row["on"]), text, "neutral" if over else "bad")
