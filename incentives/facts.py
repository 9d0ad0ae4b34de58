"""What the rules of an award look at, read in six queries."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from cadres.models import AnnualResult, Sanction, Tenure, User
from cadres.services.rulebook import rulebook
from incentives.models import Award
from incentives.rules import SHARES, Facts, SanctionFact


def gather(award: Award, by: User) -> Facts:
    """``award`` may be unsaved: the same rules weigh a proposal before it is written."""
    today = localdate()
    county = award.cadre.division_id
    leaders = _main_leaders(county, min(today, date(award.year, 12, 31)))
    others = Award.objects.live().filter(year=award.year, kind=award.kind).exclude(pk=award.pk)
    sanctions = Sanction.objects.in_effect_on(today).filter(cadre_id=award.cadre_id).order_by("decided_on", "pk")
    shared = award.kind in SHARES
    return Facts(
        book=rulebook(county, on=today),
        cadre_id=award.cadre_id,
        kind=award.kind,
        year=award.year,
        amount=award.amount,
        today=today,
        grades=dict(AnnualResult.objects.filter(cadre_id=award.cadre_id).values_list("year", "grade")),
        sanctions=tuple(SanctionFact(s.kind, s.get_kind_display(), s.effect_until) for s in sanctions),
        is_main=shared and leaders.filter(cadre_id=award.cadre_id).exists(),
        leaders=leaders.values("cadre_id").distinct().count() if shared else 0,
        rivals=others.filter(cadre_id__in=leaders.values("cadre_id")).count() if shared else 0,
        same_kind=others.filter(cadre_id=award.cadre_id).exists(),
        proposed_by_id=award.proposed_by_id,
        by_id=by.pk,
        by_cadre_id=by.cadre_id,
    )


def _main_leaders(county: str, day: date) -> Any:
    """Tenures of the county's township secretaries and heads on a day."""
    return Tenure.objects.main().held_on(day).filter(cadre__division_id=county)


def snapshot(facts: Facts) -> dict:
    """What goes into the record of the step."""
    return {
        "kind": facts.kind,
        "year": facts.year,
        "amount": facts.amount,
        "grades": facts.grades,
        "sanctions": [{"kind": s.kind, "until": s.until} for s in facts.sanctions],
        "leaders": facts.leaders,
        "rivals": facts.rivals,
    }
