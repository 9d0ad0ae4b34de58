"""How records are put for pages: bars, stages, facts. Reads nothing but what it is given."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessment.cycles.choices import CycleStage
from assessment.scores.models import Score, ScorePart
from assessment.systems.presenters import plain
from assessment.systems.tables import points
from cadres.models import DivisionProfile
from cadres.shared.charts.bars import Shares, layout_shares
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.rows import RowChart


def part_chart(parts: Sequence[ScorePart], key: str = "points") -> RowChart:
    """Points of each indicator as a share of what it could have given."""
    return layout_shares(
        About(key, _("Points of what each indicator could give"), first=_("Indicator")),
        [part.indicator.title for part in parts],
        Shares(
            Series(_("Points"), [None if part.value is None else part.points for part in parts]),
            [part.weight_used for part in parts],
            beside=[Series(pgettext("points", "Possible"), [part.weight_used for part in parts])],
            missing=_("left out: no value"),
        ),
    )


def score_facts(score: Score) -> list[tuple[Any, Any]]:
    facts = [
        (_("Township"), score.division.name),
        (_("Post"), str(score.tenure.post)),
        (_("Months in the post this year"), score.months),
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
    return [
        {
            "score": score,
            "facts": score_facts(score),
            "chart": part_chart(score.parts.all(), f"points-{score.pk}"),
        }
        for score in scores
    ]
