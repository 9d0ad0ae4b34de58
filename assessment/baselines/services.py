"""Freezing what a leader found (起点)."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assessment.baselines.models import Baseline
from assessment.cycles.models import Value
from assessment.systems.choices import SystemStage
from assessment.systems.models import Indicator
from cadres.models import Division, Tenure, User
from cadres.platform.log.services import record_step
from cadres.registry.posts.choices import MAIN_POSTS

Point = tuple[Decimal, int]  # a number and the year it is about


@transaction.atomic
def take_baseline(tenure: Tenure, *, by: User | None) -> int:
    """Freeze the township's latest values from before the year the tenure began; returns how many are new.

    Who is elected again to the same post keeps the starting point of his first day in it.
    Of the indicators in force now, those without a starting point yet: a repeated call changes nothing that is
    frozen, and takes what was entered late. 0 for other than main posts and where the township has no values.
    """
    tenure = (
        Tenure.objects.select_for_update(of=["self"]).select_related("post__organization__division").get(pk=tenure.pk)
    )
    if tenure.post.kind not in MAIN_POSTS:
        return 0
    township = tenure.post.organization.division
    began, former = _held_since(tenure)
    taken = Baseline.objects.filter(tenure=tenure).values_list("indicator__code", flat=True)
    wanted = {
        indicator.code: indicator
        for indicator in Indicator.objects.filter(
            system__division=township.parent_id, system__stage=SystemStage.IN_FORCE
        ).exclude(code__in=list(taken))
    }
    points = _latest_before(began.year, township, [*wanted]) | _frozen_with(former, [*wanted])
    today = timezone.localdate()
    rows = [
        Baseline(tenure=tenure, indicator=wanted[code], number=number, value_year=year, taken_on=today)
        for code, (number, year) in sorted(points.items())
    ]
    Baseline.objects.bulk_create(rows)
    if rows:
        facts = {"values": {row.indicator.code: [str(row.number), row.value_year] for row in rows}}
        record_step(tenure, "baseline", by=by, facts=facts)
    return len(rows)


def _held_since(tenure: Tenure) -> tuple[date, list[int]]:
    """Since when the cadre has held this post without a day between, and the earlier tenures of that time."""
    began, former = tenure.held.lower, []
    earlier = Tenure.objects.filter(cadre=tenure.cadre_id, post=tenure.post_id, held__fully_lt=tenure.held)
    for pk, held in earlier.order_by("-held").values_list("pk", "held"):
        if held.upper != began:
            break
        began = held.lower
        former.append(pk)
    return began, former


def _frozen_with(tenures: list[int], codes: list[str]) -> dict[str, Point]:
    """Who is elected again is measured from where he began; the oldest of these tenures counts."""
    rows = Baseline.objects.filter(tenure__in=tenures, indicator__code__in=codes).order_by("-tenure__held", "pk")
    return {code: (number, year) for code, number, year in rows.values_list("indicator__code", "number", "value_year")}


def _latest_before(year: int, township: Division, codes: list[str]) -> dict[str, Point]:
    rows = (
        Value.objects.filter(division=township, cycle__year__lt=year, indicator__code__in=codes)
        .order_by("indicator__code", "-cycle__year")
        .distinct("indicator__code")
    )
    return {
        code: (number, found) for code, number, found in rows.values_list("indicator__code", "number", "cycle__year")
    }
