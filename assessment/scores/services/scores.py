"""Scoring a county's leaders and confirming their grades (计分与等次确认)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.models import Cycle
from assessment.scores import rules as formula
from assessment.scores.facts import Scoring, collect_scoring
from assessment.scores.models import Score, ScorePart
from assessment.systems.regulations import CYCLE
from cadres.models import AnnualResult, Sanction, Tenure, User
from cadres.platform.log.services import decide_for, record_step
from cadres.platform.notices.services import notify
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.cadre_files.services.merged import lock_unmerged
from cadres.shared.errors import Objection, Refusals
from cadres.shared.pages.edit_conflicts import check_seen, fingerprint_of
from cadres.shared.recusal import open_to, refuse_deciding, refuse_given
from cadres.shared.workflow import Taking

GRADE = "assessment.confirm_grade"
BATCH = 1000
ROUND_BOUND, ROUND_SPREAD = Decimal("1e-8"), Decimal("1e-12")
BANDS = (AnnualGrade.EXCELLENT, AnnualGrade.COMPETENT, AnnualGrade.BASIC)  # below them lies "incompetent"
GRADES = (*BANDS, AnnualGrade.INCOMPETENT, AnnualGrade.NONE)


def clear_scores(taking: Taking) -> None:
    """Scores of values that are being corrected would mislead."""
    scores = Score.objects.filter(cycle=taking.record)
    # By the key of the score: a join to it would be a search of the table in itself, minutes without statistics.
    ScorePart.objects.filter(score__in=scores.values("pk")).delete()
    scores.delete()


def replace_scores(taking: Taking) -> None:
    """Score the whole cycle anew from its values: read in bulk, computed, written in bulk."""
    clear_scores(taking)
    cycle = taking.record
    scoring = collect_scoring(cycle)
    results = formula.score_county(**scoring.arguments)
    thresholds = thresholds_of(scoring.book)
    scores = Score.objects.bulk_create([_score(cycle, result, thresholds) for result in results], batch_size=BATCH)
    parts = [
        _part(score, part, scoring) for score, result in zip(scores, results, strict=True) for part in result.parts
    ]
    ScorePart.objects.bulk_create(parts, batch_size=BATCH)


def thresholds_of(book: Rulebook) -> list[tuple[str, Decimal]]:
    return [(grade, book.value(f"assess.band_{grade}")) for grade in BANDS]


def excellent_limit(book: Rulebook, scored: int) -> int:
    """How many of the scored leaders may be excellent; a fraction of a person is nobody."""
    return int(book.value("assess.excellent_share") * scored / 100)


GRADE_FIELDS = ("grade",)
GRADE_CELLS = (("grade", "grade"), ("reason", "grade_reason"))


@transaction.atomic
def confirm_grade(  # noqa: PLR0913 -- a grade, why, by whom, after which look
    score: Score, *, grade: str, by: User, reason: str = "", override: bool = False, seen: str = ""
) -> Score:
    """Give a leader the year's grade and write it to the cadre's file. May be corrected until the cycle closes.

    The cycle is locked, so two graders at once cannot together pass the limit of excellent grades.
    Raises ``PermissionDenied``, ``Refused``, ``OutOfDate``.
    """
    if not by.has_perm(GRADE):
        raise PermissionDenied
    refuse_deciding(by, score)
    lock_unmerged(Tenure.objects.select_related("cadre").only("cadre__id").get(pk=score.tenure_id).cadre)
    cycle = Cycle.objects.select_for_update(of=["self"]).get(pk=score.cycle_id)
    score = Score.objects.select_related("tenure__cadre").get(pk=score.pk)
    check_seen(fingerprint_of({name: getattr(score, name) for name in GRADE_FIELDS}), seen)
    book = rulebook(cycle.division_id, on=CYCLE.on(cycle))
    known = grade_facts(score, cycle, book)
    facts: dict[str, Any] = {"band": score.band, "total": str(score.total)}
    if grade == AnnualGrade.EXCELLENT:
        facts |= {"excellent_before": known.excellent, "excellent_limit": known.limit}
    against = [*objections_to_grade(score, grade, known), *_reason_is_given(score, grade, reason)]
    decision = decide_for(by, against, book=book, override=override, reason=reason)
    decision.raise_if_blocked()
    before = score.grade
    score.grade, score.grade_reason, score.graded_by, score.graded_at = grade, reason, by, timezone.now()
    score.save(update_fields=["grade", "grade_reason", "graded_by", "graded_at"])
    AnnualResult.objects.update_or_create(
        cadre=score.tenure.cadre, year=cycle.year, defaults={"grade": grade, "confirmed_here": True}
    )
    record_step(
        score,
        "grade",
        by=by,
        source=before,
        target=grade,
        reason=reason,
        facts=facts,
        **decision.on_record,
    )
    notify(
        User.objects.owning([score.tenure.cadre_id]),
        kind="assessment.grade_confirmed",
        key=f"grade:{score.pk}:{grade}",
        params={"year": cycle.year},
        url=reverse("assessment:my_assessment"),
    )
    return score


def grades_state(scores: Iterable[Score]) -> dict[str, Any]:
    """What is confirmed, cell by cell as ``GradesForm`` names them."""
    return {f"{name}_{one.pk}": getattr(one, f) for one in scores for name, f in GRADE_CELLS}


@transaction.atomic
def confirm_grades(cycle: Cycle, wanted: Mapping[int, tuple[str, str]], *, by: User, seen: str = "") -> list[Score]:
    """Several grades (score → grade, reason), all or none; what is as it was is passed over.

    Each is judged and recorded as if it were given alone, the ones before it counted. A refusal names the leader of
    each reason; exceptions are granted on a leader's own page.

    Raises ``PermissionDenied``, ``Refused``, ``OutOfDate``.
    """
    if not by.has_perm(GRADE):
        raise PermissionDenied
    cycle = Cycle.objects.select_for_update(of=["self"]).get(pk=cycle.pk)
    rows = Score.objects.visible_to(by).filter(cycle=cycle).scored().select_related("tenure__cadre")
    refuse_given(by, {"grades": rows.filter(pk__in=wanted)})
    scores = list(open_to(rows, by))
    check_seen(fingerprint_of(grades_state(scores)), seen)
    given, refusals = [], Refusals()
    for score in scores:
        grade, reason = wanted.get(score.pk, ("", ""))
        if not grade or (grade, reason.strip()) == (score.grade, score.grade_reason):
            continue
        with refusals.about(score.tenure.cadre.name):
            given.append(confirm_grade(score, grade=grade, reason=reason, by=by))
    refusals.raise_if_any()
    return given


@dataclass(frozen=True)
class GradeFacts:
    """What a grade is judged by (定等依据), whichever is given.

    ``excellent`` are the other leaders of the year who are excellent already, of at most ``limit``.
    """

    book: Rulebook
    stage: str
    year: int
    sanctions: tuple[formula.SanctionFact, ...]
    excellent: int
    limit: int


def grade_facts(score: Score, cycle: Cycle, book: Rulebook) -> GradeFacts:
    return facts_of_grades([score], cycle, book)[score.pk]


def facts_of_grades(scores: Sequence[Score], cycle: Cycle, book: Rulebook) -> dict[int, GradeFacts]:
    """By the key of the score; two queries."""
    excellent = Count("pk", filter=Q(grade=AnnualGrade.EXCELLENT))
    found = Score.objects.filter(cycle=cycle).scored().aggregate(scored=Count("pk"), excellent=excellent)
    sanctions = sanctions_of(one.tenure.cadre_id for one in scores)
    return {
        one.pk: GradeFacts(
            book=book,
            stage=cycle.stage,
            year=cycle.year,
            sanctions=tuple(sanctions.get(one.tenure.cadre_id, ())),
            excellent=found["excellent"] - (one.grade == AnnualGrade.EXCELLENT),
            limit=excellent_limit(book, found["scored"]),
        )
        for one in scores
    }


def objections_to_grade(score: Score, grade: str, facts: GradeFacts) -> list[Objection]:
    """What stands against the grade, but for a reason that is still to be written down."""
    found = []
    if facts.stage != CycleStage.CONFIRMED:
        text = _("Grades are given after the scores are confirmed, until the close.")
        found.append(Objection("scores-not-confirmed", text, url=score.cycle.get_absolute_url()))
    if score.no_score:
        found.append(Objection("no-score", _("This leader has no score this year, so there is no grade.")))
    if grade not in GRADES:
        found.append(Objection("unknown-grade", _("Choose one of the grades offered.")))
    found += formula.sanctions_allow(grade, facts.year, facts.sanctions, facts.book)
    if grade == AnnualGrade.EXCELLENT and facts.excellent >= facts.limit:
        text = _("At most %(limit)d leaders may be excellent; %(excellent)d are already.")
        values = {"limit": facts.limit, "excellent": facts.excellent}
        source = facts.book.source("assess.excellent_share")
        found.append(Objection("excellent-share", text % values, source, "assess.excellent_share"))
    return found


def _reason_is_given(score: Score, grade: str, reason: str) -> Iterator[Objection]:
    if not reason.strip() and grade != score.band:
        yield Objection("band-departed", _("The grade departs from the suggested band. Write down the reason."))
    elif not reason.strip() and score.grade not in {"", grade}:
        yield Objection("grade-changed", _("A grade was confirmed before. Write down why it changes."))


def sanctions_of(cadre_ids: Iterable[int]) -> dict[int, list[formula.SanctionFact]]:
    """What nobody has annulled by today, of each cadre that has some, for judging grades."""
    standing = Sanction.objects.standing_on(timezone.localdate()).filter(cadre__in=cadre_ids)
    found: dict[int, list[formula.SanctionFact]] = {}
    for row in standing.only("cadre_id", "kind", "decided_on", "effect_until").order_by("decided_on", "pk"):
        fact = formula.SanctionFact(row.kind, str(row.get_kind_display()), row.decided_on, row.effect_until)
        found.setdefault(row.cadre_id, []).append(fact)
    return found


def _score(cycle: Cycle, result: formula.Result, thresholds: list[tuple[str, Decimal]]) -> Score:
    band = "" if result.no_score else formula.band(result.total, thresholds, AnnualGrade.INCOMPETENT)
    return Score(
        cycle=cycle,
        tenure_id=result.leader.key,
        division_id=result.leader.township,
        tier=result.tier,
        months=result.leader.months,
        no_score=result.no_score,
        total=result.total,
        level_part=result.level_part,
        adjustment=result.adjustment,
        progress_part=result.progress_part,
        band=band,
    )


def _part(score: Score, part: formula.Part, scoring: Scoring) -> ScorePart:
    low, high = _ends(part.bounds)
    county_low, county_high = _ends(part.county_bounds)
    return ScorePart(
        score=score,
        indicator=scoring.indicators[part.code],
        value=part.value,
        weight=part.weight,
        weight_used=part.weight_used,
        alpha_used=part.alpha_used,
        scope=part.scope,
        low=low,
        high=high,
        county_low=county_low,
        county_high=county_high,
        level_points=part.level_points,
        county_points=part.county_points,
        baseline=part.baseline,
        baseline_year=part.baseline_year,
        spread=part.spread if part.spread is None else part.spread.quantize(ROUND_SPREAD),
        progress_points=part.progress_points,
        level_part=part.level_part,
        adjustment=part.adjustment,
        progress_part=part.progress_part,
        points=part.points,
    )


def _ends(bounds: formula.Bounds | None) -> tuple[Decimal | None, Decimal | None]:
    if bounds is None:
        return None, None
    return bounds.low.quantize(ROUND_BOUND), bounds.high.quantize(ROUND_BOUND)
