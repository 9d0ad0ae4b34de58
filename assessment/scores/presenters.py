"""How records are put for pages: bars, stages, facts. Reads nothing but what it is given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessment.cycles.choices import CycleStage
from assessment.cycles.models import Cycle
from assessment.scores.models import Score, ScorePart
from assessment.scores.services.scores import GRADES, GradeFacts, objections_to_grade
from assessment.systems.presenters import plain
from assessment.systems.tables import points
from cadres.models import DivisionProfile, User
from cadres.platform.access_log.services import open_files
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.cadre_files.presenters import closed_file, concerned, results_text
from cadres.registry.sanctions.presenters import sanctions_text
from cadres.shared.charts.bars import Shares, layout_shares
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.rows import RowChart
from cadres.shared.pages.matter import Concerned, Matter, Paper, Part
from cadres.shared.phrases import in_a_row, quantity


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


def matter_of(score: Score, facts: GradeFacts, results: Mapping[int, str], *, by: User) -> Matter:
    """The leader, the score, what the file says, and what the rules say of each grade that may be chosen."""
    cadre = score.tenure.cadre
    shown = bool(open_files([cadre.pk], "matter", by=by))
    told = [(one.label, one.until) for one in facts.sanctions if one.has_effect_on(date(facts.year, 12, 31))]
    used = _("%(used)d of %(allowed)d") % {"used": facts.excellent, "allowed": facts.limit}
    file = (
        (_("Results of the years before"), results_text(results)),
        (_("Sanctions at the end of the year"), sanctions_text(told)),
        (_("Others graded excellent"), used),
    )
    said = {grade: [str(one.message) for one in objections_to_grade(score, grade, facts)] for grade in GRADES}
    of_all = set.intersection(*map(set, said.values()))
    grades = tuple(
        (AnnualGrade(grade).label, in_a_row(text for text in texts if text not in of_all) or _("No objection"))
        for grade, texts in said.items()
    )
    title = _("The score and its components")
    return Matter(
        concerned=(concerned(cadre.pk, cadre.name, shown=shown, what=score.tenure.post),),
        parts=(
            Part(title, tuple(score_facts(score))),
            Part(_("What the file says"), file if shown else closed_file()),
            Part(_("What the rules say of each grade"), grades if shown and not of_all else ()),
        ),
        papers=(Paper(_("How the points came about"), score.get_absolute_url()),),
        follows=_(
            "The grade stands in the file and the leader is told. It can be corrected, with a reason, until the cycle "
            "is closed."
        ),
    )


def grade_rows(
    scores: Sequence[Score], facts: Mapping[int, GradeFacts], *, by: User
) -> list[tuple[Score, tuple[str, ...], bool]]:
    """Of each leader what ``GradesForm`` shows: total, suggestion, what stands against the suggested grade.

    ``scores`` are the best first: where more are suggested as excellent than may be, the best of them are.
    """
    open_files([one.tenure.cadre_id for one in scores], "matter", by=by)
    rows, excellent = [], _excellent(scores, facts)
    for one in scores:
        suggested, known = one.grade or one.band, facts[one.pk]
        if suggested == AnnualGrade.EXCELLENT and not one.grade:
            known = replace(known, excellent=excellent)
        found = [str(each.message) for each in objections_to_grade(one, suggested, known)]
        excellent += suggested == AnnualGrade.EXCELLENT and not one.grade and not found
        told = in_a_row(found) or _("No objection")
        rows.append((one, (points(one.total), one.get_band_display(), told), not found))
    return rows


def _excellent(scores: Sequence[Score], facts: Mapping[int, GradeFacts]) -> int:
    """How many leaders of the year are excellent, also of those who are not for this reader to grade."""
    return next((facts[one.pk].excellent + (one.grade == AnnualGrade.EXCELLENT) for one in scores), 0)


def matter_of_grades(cycle: Cycle, scores: Sequence[Score], facts: Mapping[int, GradeFacts]) -> Matter:
    """The cycle, how much of the share is used, and what follows; of each leader the rows of the form tell."""
    excellent = _excellent(scores, facts)
    limit = next((one.limit for one in facts.values()), 0)
    told = (
        (_("Leaders scored"), len(scores)),
        (_("Of them without a grade"), sum(not one.grade for one in scores)),
        (_("Graded excellent"), _("%(used)d of %(allowed)d") % {"used": excellent, "allowed": limit}),
    )
    scored = f"{reverse('assessment:score_list')}?cycle={cycle.pk}"
    return Matter(
        concerned=(Concerned(cycle, cycle.get_absolute_url()),),
        parts=(Part(_("The cycle"), told),),
        papers=(Paper(_("How the points came about"), scored),),
        follows=_(
            "The grades stand in the files and each leader is told. They can be corrected, with a reason, until the "
            "cycle is closed. An exception is granted on the leader's own page."
        ),
    )


def conditions(profile: DivisionProfile | None) -> list[tuple[Any, Any]]:
    """What the leader has to work with (A3)."""
    if profile is None:
        return []
    return [
        (_("Facts of the year"), str(profile.year)),
        (_("Tier"), profile.get_tier_display()),
        (_("Resident population"), number_format(profile.population)),
        (_("Share of mountains"), quantity(plain(profile.mountain_share), "%")),
        (_("Distance to the county seat"), quantity(plain(profile.distance), _("km"))),
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
