"""What the conditions and the formula are given, read in a few queries whatever the size of the county."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import OuterRef

from assessment.baselines.models import Baseline
from assessment.cycles.facts import townships_of, with_progress
from assessment.cycles.models import Cycle, Value
from assessment.cycles.rules import CycleFacts
from assessment.scores.models import Score
from assessment.scores.rules import Leader, Measure, Settings
from assessment.systems.choices import Direction
from assessment.systems.models import Indicator
from assessment.systems.regulations import CYCLE, FORMULA
from assessment.systems.rules import Edition
from cadres.models import AnnualResult, DivisionProfile, Tenure
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.posts.choices import MAIN_POSTS, PostKind
from cadres.shared.dates import whole_months
from cadres.shared.lists.counting import number_of

if TYPE_CHECKING:
    from decimal import Decimal

RESULTS = 3  # years before, for who confirms a grade
SETTINGS = ("min_months", "tier_minimum", "reference_cut", "band_excellent", "band_competent", "band_basic")


def collect_cycle_facts(cycle: Cycle, _by: Any, _given: Any) -> CycleFacts:
    scores = Score.objects.scored()
    counted = (
        with_progress(Cycle.objects.filter(pk=cycle.pk))
        .annotate(
            scored=number_of(scores, cycle=OuterRef("pk")),
            ungraded=number_of(scores.filter(grade=""), cycle=OuterRef("pk")),
        )
        .get()
    )
    book = rulebook(cycle.division_id, on=CYCLE.on(cycle))
    return CycleFacts(
        book=book,
        edition=Edition(FORMULA),
        expected=counted.townships * counted.indicators,
        entered=counted.entered,
        scored=counted.scored,
        ungraded=counted.ungraded,
        settings={name: str(book.value(f"assess.{name}")) for name in SETTINGS},
    )


def cycle_facts_as_json(facts: CycleFacts) -> dict:
    return {
        "expected": facts.expected,
        "entered": facts.entered,
        "scored": facts.scored,
        "ungraded": facts.ungraded,
        "settings": facts.settings,
    }


def last_results(score: Score) -> dict[int, str]:
    """The cadre's yearly results before the year of the score; what is confirmed here is the score's own."""
    rows = AnnualResult.objects.filter(cadre=score.tenure.cadre_id, year__lt=score.cycle.year)
    return dict(rows.order_by("-year").values_list("year", "grade")[:RESULTS])


@dataclass(frozen=True)
class Scoring:
    """Everything ``rules.formula.score_county`` needs, and the indicators by code for storing its parts."""

    indicators: dict[str, Indicator]
    book: Rulebook
    arguments: dict[str, Any]


def collect_scoring(cycle: Cycle) -> Scoring:
    """Six queries: indicators, values, tiers, tenures, starting points, rules."""
    indicators = {row.code: row for row in Indicator.objects.filter(system=cycle.system_id)}
    codes = {row.pk: row.code for row in indicators.values()}
    values = {
        (division, codes[indicator]): number
        for division, indicator, number in Value.objects.filter(cycle=cycle).values_list(
            "division_id", "indicator_id", "number"
        )
    }
    tiers = dict(
        DivisionProfile.objects.filter(division__parent=cycle.division_id, year__lte=cycle.year)
        .order_by("division_id", "-year")
        .distinct("division_id")
        .values_list("division_id", "tier")
    )
    book = rulebook(cycle.division_id, on=CYCLE.on(cycle))
    settings = Settings(
        min_months=book.number("assess.min_months"),
        tier_minimum=book.number("assess.tier_minimum"),
        cut=book.value("assess.reference_cut"),
    )
    measures = [
        Measure(row.code, row.weight, row.alpha, row.direction == Direction.LOWER) for row in indicators.values()
    ]
    arguments = {
        "year": cycle.year,
        "measures": measures,
        "values": values,
        "tiers": tiers,
        "leaders": _leaders(cycle),
        "settings": settings,
    }
    return Scoring(indicators, book, arguments)


def _leaders(cycle: Cycle) -> list[Leader]:
    """Tenures of main posts in the county's townships that touch the year; a running one counts to its end."""
    first, after = date(cycle.year, 1, 1), date(cycle.year + 1, 1, 1)
    tenures = list(
        Tenure.objects.filter(
            post__kind__in=MAIN_POSTS,
            post__organization__division__in=townships_of(cycle.division_id),
            held__overlap=DateRange(first, after),
        )
        .order_by("post__organization__division_id", "pk")
        .values_list("pk", "cadre_id", "post__organization__division_id", "post__kind", "held")
    )
    starts: dict[int, dict[str, tuple[Decimal, int]]] = {}
    rows = Baseline.objects.filter(tenure_id__in=[row[0] for row in tenures])
    for tenure, code, number, year in rows.values_list("tenure_id", "indicator__code", "number", "value_year"):
        starts.setdefault(tenure, {})[code] = (number, year)
    return [
        Leader(
            key=pk,
            cadre=cadre,
            township=division,
            months=whole_months(max(held.lower, first), min(held.upper or after, after)),
            baselines=starts.get(pk, {}),
            preference=(kind == PostKind.SECRETARY, held.lower, pk),
        )
        for pk, cadre, division, kind, held in tenures
    ]
