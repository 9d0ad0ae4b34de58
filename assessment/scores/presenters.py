"""How records are put for pages: bars, stages, facts. Reads nothing but what it is given."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessment.cycles.choices import CycleStage
from assessment.scores.models import Score, ScorePart
from assessment.systems.forms import plain
from assessment.systems.tables import points
from cadres.models import DivisionProfile


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
