"""What the base itself marks on a career: yearly results (考核), sanctions (处分), levels and ranks (职级)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate

from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.cadre_files.models import AnnualResult, Cadre
from cadres.registry.ranks.choices import Basis, label_of
from cadres.registry.ranks.models import RankRecord
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.models import Sanction
from cadres.shared.charts.milestones import Milestone
from cadres.shared.phrases import of_year

TONES = {
    AnnualGrade.EXCELLENT: "good",
    AnnualGrade.COMPETENT: "neutral",
    AnnualGrade.BASIC: "warn",
    AnnualGrade.INCOMPETENT: "bad",
    AnnualGrade.QUALIFIED: "neutral",
    AnnualGrade.HARDLY_QUALIFIED: "warn",
    AnnualGrade.UNQUALIFIED: "bad",
}


def with_marks(cadres: QuerySet, user: User) -> QuerySet:
    """Cadres that bring their results, sanctions and ranks along, so that a page need not ask for them."""
    results = AnnualResult.objects.visible_to(user).filter(cadre=OuterRef("pk")).order_by("year")
    sanctions = Sanction.objects.visible_to(user).filter(cadre=OuterRef("pk")).order_by("decided_on")
    ranks = RankRecord.objects.visible_to(user).filter(cadre=OuterRef("pk")).exclude(since=None).order_by("since")
    decided = JSONObject(kind="kind", on="decided_on", until="effect_until", organ="organ", annulled="annulled_on")
    return cadres.annotate(
        marked_results=ArraySubquery(results.values(row=JSONObject(year="year", grade="grade"))),
        marked_sanctions=ArraySubquery(sanctions.values(row=decided)),
        marked_ranks=ArraySubquery(ranks.values(row=JSONObject(rank="rank", on="since", basis="basis"))),
    )


def _rows(cadre: Any, user: User, name: str) -> list[dict[str, Any]]:
    """By one query, kept with the cadre for the other kinds of marks; none where ``with_marks`` brought them."""
    if not hasattr(cadre, name):
        names = ("marked_results", "marked_sanctions", "marked_ranks")
        cadre.__dict__.update(with_marks(Cadre.objects.filter(pk=cadre.pk).order_by(), user).values(*names).get())
    return getattr(cadre, name)


def yearly_results(cadre: Cadre, user: User) -> Iterator[Milestone]:
    """Each on the last day of its year."""
    for row in _rows(cadre, user, "marked_results"):
        text = of_year(row["year"], AnnualGrade(row["grade"]).label)
        yield Milestone(date(row["year"], 12, 31), text, TONES.get(row["grade"], "neutral"))


def sanctions(cadre: Cadre, user: User) -> Iterator[Milestone]:
    """Bad while in effect; what is over stays on record without alarm."""
    today = localdate().isoformat()
    for row in _rows(cadre, user, "marked_sanctions"):
        over = (row["until"] is not None and row["until"] < today) or row["annulled"] is not None
        text = f"{SanctionKind(row['kind']).label} · {row['organ']}"
        yield Milestone(date.fromisoformat(row["on"]), text, "neutral" if over else "bad")


def ranks(cadre: Cadre, user: User) -> Iterator[Milestone]:
    """Each on its first day, as far as that is known."""
    for row in _rows(cadre, user, "marked_ranks"):
        tone = "warn" if row["basis"] == Basis.DEMOTION else "neutral"
        yield Milestone(date.fromisoformat(row["on"]), label_of(row["rank"]), tone)
