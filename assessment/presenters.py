"""How records are put for pages: bars, stages, facts. Reads nothing but what it is given."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessment.choices import CycleStage, Dimension
from assessment.forms import plain
from assessment.models import Cycle, Indicator, Score, ScorePart, Value
from assessment.tables import entry_url, points
from cadres.models import DivisionProfile
from cadres.shared.counting import number_of


def progress(done: int, of: int) -> dict[str, Any]:
    return {"share": done * 100 // of if of else 0, "text": f"{done} / {of}", "complete": bool(of) and done >= of}


def dimension_bars(indicators: Iterable[Indicator]) -> list[dict[str, Any]]:
    sums: dict[str, Decimal] = {}
    for row in indicators:
        sums[row.dimension] = sums.get(row.dimension, Decimal(0)) + row.weight
    return [
        {"label": Dimension(name).label, "value": weight, "share": min(weight, Decimal(100)), "text": plain(weight)}
        for name, weight in sums.items()
    ]


def township_progress(townships: Any, cycle: Cycle) -> list[dict[str, Any]]:
    """Each township with how many values it has and where they are entered: one query."""
    entered = number_of(Value.objects.filter(cycle=cycle), division=OuterRef("pk"))
    counted = townships.annotate(entered=entered).only("name")
    return [
        {
            "township": row,
            "url": entry_url(cycle, row.pk),
            "missing": max(cycle.indicators - row.entered, 0),
            **progress(row.entered, cycle.indicators),
        }
        for row in counted.order_by("code")
    ]


def part_bars(parts: Iterable[ScorePart]) -> list[dict[str, Any]]:
    """Points of each indicator as a share of what it could have given."""
    bars = []
    for part in parts:
        if part.value is None:
            bars.append({"label": part.indicator.title, "value": None, "share": 0, "text": _("left out: no value")})
            continue
        share = part.points * 100 / part.weight_used if part.weight_used else Decimal(0)
        text = _("%(points)s of %(weight)s") % {"points": points(part.points), "weight": points(part.weight_used)}
        bars.append(
            {"label": part.indicator.title, "value": part.points, "share": min(share, Decimal(100)), "text": text}
        )
    return bars


def score_facts(score: Score) -> list[tuple[Any, Any]]:
    facts = [
        (_("Township"), score.division.name),
        (_("Post"), score.tenure.post.name),
        (_("Months in the post this year"), score.months),
        (_("Tier"), score.get_tier_display()),
    ]
    if score.no_score:
        return [*facts, (_("No score"), score.get_no_score_display())]
    return [
        *facts,
        (_("Level, compared with the county"), points(score.level_part)),
        (_("Allowance for conditions (compared within the tier)"), points(score.adjustment)),
        (_("Progress since the starting point"), points(score.progress_part)),
        (_("Total"), points(score.total)),
        (_("Suggested band"), score.get_band_display()),
        (pgettext("assessment", "Grade"), score.get_grade_display() or _("Not confirmed yet")),
    ]


def conditions(profile: DivisionProfile | None) -> list[tuple[Any, Any]]:
    """What the leader has to work with (A3)."""
    if profile is None:
        return []
    return [
        (_("Facts of the year"), str(profile.year)),
        (_("Tier"), profile.get_tier_display()),
        (_("Resident population"), number_format(profile.population)),
        (_("Share of mountains"), f"{plain(profile.mountain_share)} %"),
        (_("Distance to the county seat"), f"{plain(profile.distance)} km"),
        (_("Rural income per head"), _("%(sum)s yuan") % {"sum": number_format(profile.income)}),
    ]


def may_grade(score: Score, user: Any) -> bool:
    confirmed = score.cycle.stage == CycleStage.CONFIRMED
    return confirmed and not score.no_score and user.has_perm("assessment.confirm_grade")


def own_results(scores: Iterable[Score]) -> list[dict[str, Any]]:
    return [{"score": score, "facts": score_facts(score), "bars": part_bars(score.parts.all())} for score in scores]
