"""The one formula of the assessment (计分公式), explained with an example in ``docs/assessment.md``. Pure and exact.

All arithmetic is decimal and done in a fixed order, so the same inputs give the same score everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessment.systems.regulations import NO_GRADE, NOT_EXCELLENT
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.rules import has_effect_on
from cadres.shared.errors import Objection

HUNDRED, HALF, ZERO = Decimal(100), Decimal(50), Decimal(0)
CENT, SMALL = Decimal("0.01"), Decimal("0.0001")
FEWEST_PACES = 3  # fewer paces of others tell nothing about what is usual

SHORT, ELSEWHERE, NO_VALUES = "short", "elsewhere", "no_values"
TIER, COUNTY = "tier", "county"
UNGRADED = frozenset(
    {
        SanctionKind.ADMIN_DEMERIT,
        SanctionKind.ADMIN_MAJOR_DEMERIT,
        SanctionKind.ADMIN_REMOVAL,
        SanctionKind.PARTY_PROBATION,
    }
)


@dataclass(frozen=True)
class Measure:
    """One indicator: ``alpha`` is the share of progress, the rest is the level."""

    code: str
    weight: Decimal
    alpha: Decimal
    lower_is_better: bool = False


@dataclass(frozen=True)
class Settings:
    """What a county may set; the keys are those of ``assessment.systems.regulations``."""

    min_months: int = 6
    tier_minimum: int = 3
    cut: Decimal = Decimal(5)


@dataclass(frozen=True)
class Leader:
    """One tenure in the year. ``baselines``: code → (number, the year it is about).

    ``preference`` decides between two posts of one cadre with as many months: the greater is scored.
    """

    key: Any
    cadre: Any
    township: str
    months: int
    baselines: Mapping[str, tuple[Decimal, int]] = field(default_factory=dict)
    preference: tuple = ()


@dataclass(frozen=True)
class Bounds:
    """What counts as 0 and as 100: the low and high end of a group without its extremes."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Part:
    """What one indicator gave, with all it was made from; ``value`` None means left out."""

    code: str
    weight: Decimal
    value: Decimal | None = None
    weight_used: Decimal = ZERO
    alpha_used: Decimal = ZERO
    scope: str = COUNTY
    bounds: Bounds | None = None
    county_bounds: Bounds | None = None
    level_points: Decimal | None = None
    county_points: Decimal | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None
    spread: Decimal | None = None
    progress_points: Decimal | None = None
    level_part: Decimal = ZERO
    adjustment: Decimal = ZERO
    progress_part: Decimal = ZERO

    @property
    def points(self) -> Decimal:
        return self.level_part + self.adjustment + self.progress_part


@dataclass(frozen=True)
class Result:
    """One leader's score: the sums of its parts, or the reason why there is none."""

    leader: Leader
    tier: str = ""
    no_score: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def level_part(self) -> Decimal:
        return sum((p.level_part for p in self.parts), ZERO)

    @property
    def adjustment(self) -> Decimal:
        return sum((p.adjustment for p in self.parts), ZERO)

    @property
    def progress_part(self) -> Decimal:
        return sum((p.progress_part for p in self.parts), ZERO)

    @property
    def total(self) -> Decimal:
        return sum((p.points for p in self.parts), ZERO)


def percentile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """The value below which ``share`` per cent lie, interpolated between neighbours; ``ordered`` is not empty."""
    place = share * (len(ordered) - 1) / HUNDRED
    below = int(place)
    if below + 1 >= len(ordered):
        return ordered[-1]
    return ordered[below] + (ordered[below + 1] - ordered[below]) * (place - below)


def bounds_of(numbers: Iterable[Decimal], cut: Decimal) -> Bounds:
    ordered = sorted(numbers)
    return Bounds(percentile(ordered, cut), percentile(ordered, HUNDRED - cut))


def level_points(value: Decimal, bounds: Bounds, *, lower_is_better: bool) -> Decimal:
    """0 at the worse bound and beyond, 100 at the better one and beyond; 50 where the bounds show no difference."""
    width = bounds.high - bounds.low
    points = _clip((value - bounds.low) / width * HUNDRED if width else HALF + HALF * _sign(value - bounds.low))
    return _cents(HUNDRED - points if lower_is_better else points)


def annual_change(
    value: Decimal, year: int, baseline: Decimal, baseline_year: int, *, lower_is_better: bool
) -> Decimal:
    """Improvement a year since the starting point; below 0 is worse than found."""
    change = (value - baseline) / max(year - baseline_year, 1)
    return -change if lower_is_better else change


def progress_points(own: Decimal, spread: Decimal) -> Decimal:
    """50 for no change, 100 for improving as fast as the fastest of the others, 0 for falling as fast."""
    return _cents(_clip(HALF + (HALF * own / spread if spread else HALF * _sign(own))))


class Without(Sequence[Decimal]):
    """An ordered list without those of its members that stand at ``places`` (rising); nothing is copied."""

    def __init__(self, ordered: Sequence[Decimal], places: Sequence[int]):
        self.ordered, self.places = ordered, places

    def __len__(self) -> int:
        return len(self.ordered) - len(self.places)

    def __getitem__(self, index: Any) -> Any:
        at = index + len(self) if index < 0 else index
        for place in self.places:
            at += place <= at
        return self.ordered[at]


def spreads_without_own(paces: Iterable[tuple[str, Decimal]], share: Decimal) -> dict[str, Decimal]:
    """Township → the percentile of the others' paces, however they point; those with too few others are missing.

    Sorted once for all: one sort for each leader made a nation's scoring quadratic.
    """
    ordered = sorted((abs(own), township) for township, own in paces)
    places: dict[str, list[int]] = defaultdict(list)
    for place, (_own, township) in enumerate(ordered):
        places[township].append(place)
    sizes = [own for own, _township in ordered]
    others = {township: Without(sizes, own_places) for township, own_places in places.items()}
    return {town: percentile(rest, share) for town, rest in others.items() if len(rest) >= FEWEST_PACES}


def score_county(  # noqa: PLR0913 -- everything that makes a score, by name
    *,
    year: int,
    measures: Sequence[Measure],
    values: Mapping[tuple[str, str], Decimal],
    tiers: Mapping[str, str],
    leaders: Sequence[Leader],
    settings: Settings,
) -> list[Result]:
    """Scores of all leaders of a county in one year; ``values`` by (township, code), ``tiers`` by township."""
    scored = scored_leaders(leaders, settings)
    known = defaultdict(set)
    for township, code in values:
        known[township].add(code)
    results = []
    judged = [leader for leader in leaders if leader.key in scored]
    scales = [
        IndicatorScale(
            measure,
            {place: number for (place, code), number in values.items() if code == measure.code},
            tiers,
            judged,
            year,
            settings,
        )
        for measure in measures
    ]
    for leader in leaders:
        tier = tiers.get(leader.township, "")
        reason = "" if leader.key in scored else (SHORT if leader.months < settings.min_months else ELSEWHERE)
        total_weight = sum((m.weight for m in measures if m.code in known[leader.township]), ZERO)
        if not reason and not total_weight:
            reason = NO_VALUES
        if reason:
            results.append(Result(leader, tier, reason))
            continue
        parts = tuple(scale.part(leader, tier, total_weight) for scale in scales)
        results.append(Result(leader, tier, "", parts))
    return results


def scored_leaders(leaders: Sequence[Leader], settings: Settings) -> set:
    """Keys of who is scored: long enough in the post, and each cadre once, where most of the year was spent."""
    best: dict[Any, Leader] = {}
    for leader in leaders:
        if leader.months < settings.min_months:
            continue
        other = best.get(leader.cadre)
        if other is None or (leader.months, leader.preference) > (other.months, other.preference):
            best[leader.cadre] = leader
    return {leader.key for leader in best.values()}


def band(total: Decimal, thresholds: Sequence[tuple[str, Decimal]], lowest: str) -> str:
    """The first band whose threshold the total reaches. A suggestion, never a grade."""
    return next((name for name, threshold in thresholds if total >= threshold), lowest)


@dataclass(frozen=True)
class SanctionFact:
    """A sanction or measure that nobody has annulled; ``until`` None: in effect without a known end."""

    kind: str
    label: str
    decided_on: date
    until: date | None

    def has_effect_on(self, day: date) -> bool:
        return has_effect_on(day, self.decided_on, self.until)


def sanctions_allow(grade: str, year: int, sanctions: Iterable[SanctionFact], book: Any) -> Iterator[Objection]:
    """A year ends with what had effect on its last day; one decided within it counts though its effect was shorter."""
    last = date(year, 12, 31)
    for one in sanctions:
        values = {"sanction": one.label, "day": date_format(one.decided_on), "year": year}
        if grade == AnnualGrade.EXCELLENT and (one.decided_on.year == year or one.has_effect_on(last)):
            text = _("%(sanction)s of %(day)s: the grade of %(year)d cannot be “excellent”.") % values
            yield Objection("sanctioned-not-excellent", text, book.source(NOT_EXCELLENT), NOT_EXCELLENT)
        if grade != AnnualGrade.NONE and one.kind in UNGRADED and one.has_effect_on(last):
            text = _("%(sanction)s of %(day)s has effect at the end of %(year)d: choose “No grade given”.") % values
            yield Objection("sanctioned-no-grade", text, book.source(NO_GRADE), NO_GRADE)


class IndicatorScale:
    """One indicator's measure of comparison in one county and year: bounds by tier, paces by leader."""

    def __init__(  # noqa: PLR0913, PLR0917 -- built in one place
        self,
        measure: Measure,
        values: Mapping[str, Decimal],
        tiers: Mapping[str, str],
        leaders: Sequence[Leader],
        year: int,
        settings: Settings,
    ):
        self.measure, self.values, self.settings = measure, values, settings
        groups: dict[str, list[Decimal]] = defaultdict(list)
        for township, number in values.items():
            groups[""].append(number)
            if tier := tiers.get(township):
                groups[tier].append(number)
        self.bounds = {
            tier: bounds_of(numbers, settings.cut)
            for tier, numbers in groups.items()
            if not tier or len(numbers) >= settings.tier_minimum
        }
        self.paces = {
            leader.key: (leader.township, self._pace(leader, year))
            for leader in leaders
            if leader.township in values and measure.code in leader.baselines
        }
        self.spreads = spreads_without_own(self.paces.values(), HUNDRED - settings.cut)

    def part(self, leader: Leader, tier: str, total_weight: Decimal) -> Part:
        """What this indicator gives the leader when the indicators with a value weigh ``total_weight`` together."""
        measure = self.measure
        value = self.values.get(leader.township)
        baseline, baseline_year = leader.baselines.get(measure.code, (None, None))
        if value is None:
            return Part(measure.code, measure.weight, baseline=baseline, baseline_year=baseline_year)
        county, bounds = self.bounds[""], self.bounds.get(tier, self.bounds[""])
        in_tier, in_county = self._level(value, bounds), self._level(value, county)
        spread, progress = self._progress(leader)
        alpha = ZERO if progress is None else measure.alpha
        level_weight = measure.weight * (1 - alpha)
        county_part = _share(level_weight, in_county, total_weight)
        return Part(
            code=measure.code,
            weight=measure.weight,
            value=value,
            weight_used=(measure.weight * HUNDRED / total_weight).quantize(SMALL, ROUND_DOWN),
            alpha_used=alpha,
            scope=TIER if tier and tier in self.bounds else COUNTY,
            bounds=bounds,
            county_bounds=county,
            level_points=in_tier,
            county_points=in_county,
            baseline=baseline,
            baseline_year=baseline_year,
            spread=spread,
            progress_points=progress,
            level_part=county_part,
            adjustment=_share(level_weight, in_tier, total_weight) - county_part,
            progress_part=_share(measure.weight * alpha, progress or ZERO, total_weight),
        )

    def _pace(self, leader: Leader, year: int) -> Decimal:
        start = leader.baselines[self.measure.code]
        return annual_change(self.values[leader.township], year, *start, lower_is_better=self.measure.lower_is_better)

    def _level(self, value: Decimal, bounds: Bounds) -> Decimal:
        return level_points(value, bounds, lower_is_better=self.measure.lower_is_better)

    def _progress(self, leader: Leader) -> tuple[Decimal | None, Decimal | None]:
        """The others' usual yearly change and the points for one's own; both None where level counts alone.

        The township's own pace stays out, so that going faster can never make one's own progress look usual.
        """
        spread = self.spreads.get(leader.township)
        if leader.key not in self.paces or spread is None:
            return None, None
        return spread, progress_points(self.paces[leader.key][1], spread)


def _share(weight: Decimal, points: Decimal, total_weight: Decimal) -> Decimal:
    """Rounded down, so that the parts never add up to more than 100."""
    return (weight * points / total_weight).quantize(SMALL, ROUND_DOWN)


def _clip(points: Decimal) -> Decimal:
    return min(max(points, ZERO), HUNDRED)


def _cents(points: Decimal) -> Decimal:
    return points.quantize(CENT, ROUND_HALF_UP)


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
