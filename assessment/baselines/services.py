"""Freezing what a leader found (起点)."""

from django.db import transaction
from django.utils import timezone

from assessment.baselines.models import Baseline
from assessment.cycles.models import Value
from assessment.systems.choices import SystemStage
from assessment.systems.models import Indicator
from cadres.models import Tenure, User
from cadres.platform.log.services import record_step
from cadres.registry.posts.choices import MAIN_POSTS


@transaction.atomic
def take_baseline(tenure: Tenure, *, by: User | None) -> int:
    """Freeze the township's latest values from before the year the tenure began; returns how many are new.

    Of the indicators in force now, those without a starting point yet: a repeated call changes nothing that is
    frozen, and takes what was entered late. 0 for other than main posts and where the township has no values.
    """
    tenure = (
        Tenure.objects.select_for_update(of=["self"]).select_related("post__organization__division").get(pk=tenure.pk)
    )
    if tenure.post.kind not in MAIN_POSTS:
        return 0
    township = tenure.post.organization.division
    taken = Baseline.objects.filter(tenure=tenure).values_list("indicator__code", flat=True)
    wanted = {
        indicator.code: indicator
        for indicator in Indicator.objects.filter(
            system__division=township.parent_id, system__stage=SystemStage.IN_FORCE
        ).exclude(code__in=list(taken))
    }
    latest = (
        Value.objects.filter(
            division=township, cycle__year__lt=tenure.held.lower.year, indicator__code__in=list(wanted)
        )
        .select_related("cycle", "indicator")
        .order_by("indicator__code", "-cycle__year")
        .distinct("indicator__code")
    )
    today = timezone.localdate()
    rows = [
        Baseline(
            tenure=tenure,
            indicator=wanted[value.indicator.code],
            number=value.number,
            value_year=value.cycle.year,
            taken_on=today,
        )
        for value in latest
    ]
    Baseline.objects.bulk_create(rows)
    if rows:
        facts = {"values": {wanted_code: [str(row.number), row.value_year] for wanted_code, row in _by_code(rows)}}
        record_step(tenure, "baseline", by=by, facts=facts)
    return len(rows)


def _by_code(rows: list[Baseline]) -> list[tuple[str, Baseline]]:
    return [(row.indicator.code, row) for row in rows]
