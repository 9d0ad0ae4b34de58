"""Indicator values of several years, starting points, scored and graded cycles, and the cycle now collecting."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from assessment.cycles.choices import CycleStage
from assessment.cycles.services import open_cycle
from assessment.models import Baseline, Cycle, Indicator, Score, Value
from assessment.scores.rules import SanctionFact, sanctions_allow
from assessment.scores.services.cycle_moves import move_cycle, score_cycle
from assessment.scores.services.scores import confirm_grade, excellent_limit, sanctions_of
from assessment.systems.regulations import CYCLE
from assessment.systems.services.systems import install_default_system
from cadres.models import User
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.cadre_files.choices import AnnualGrade
from config.demo.people import People
from config.demo.place import Place

YEARS = 6  # finished cycles
ENTERED = 0.7  # share of the townships whose values of the running year are in
# Code → value of an average township in the first year, change a year, spread between townships, yearly noise,
# lower and upper bound.
PERCENT = (0.0, 100.0)
COURSES = {
    "collective": (9.0, 1.3, 3.5, 1.2, (0.5, 200.0)),
    "insurance": (86.0, 1.2, 4.0, 1.0, PERCENT),
    "road": (78.0, 2.3, 8.0, 0.8, PERCENT),
    "school": (96.0, 0.4, 1.5, 0.4, PERCENT),
    "petition": (14.0, -0.5, 4.0, 1.6, (0.2, 80.0)),
    "major_task": (80.0, 0.5, 4.0, 4.0, PERCENT),
    "branch": (28.0, 1.5, 7.0, 3.0, PERCENT),
    "reserve": (55.0, 4.0, 12.0, 3.0, PERCENT),
    "civilised": (35.0, 3.5, 10.0, 2.0, PERCENT),
    "water": (82.0, 1.6, 7.0, 2.0, PERCENT),
}
USUAL = (50.0, 1.0, 10.0, 3.0, (0.0, 1_000_000.0))


def build_assessment(rng: Random, place: Place, people: People, *, staff: User, leader: User) -> None:
    this_year = place.today.year
    years = range(this_year - YEARS, this_year)
    system, _ = install_default_system(place.county, on=date(years[0], 1, 1))
    indicators = list(system.indicators.order_by("position"))
    numbers = _numbers(rng, place, people, indicators, [*years, this_year])
    cycles = {year: open_cycle(place.county, year, by=staff) for year in years}
    entered = [
        Value(cycle=cycles[year], division_id=unit, indicator=indicator, number=number, note="演示", entered_by=staff)
        for (unit, year, indicator), number in numbers.items()
        if year in cycles
    ]
    Value.objects.bulk_create(entered, batch_size=1000)
    _baselines(people, numbers, indicators, years)
    for cycle in cycles.values():
        _finish(cycle, staff=staff, leader=leader)
    _running(place, numbers, indicators, staff)


def _numbers(
    rng: Random, place: Place, people: People, indicators: list[Indicator], years: list[int]
) -> dict[tuple[str, int, Indicator], Decimal]:
    """What each indicator came to: the place's conditions, the years that pass, and who led meanwhile."""
    found = {}
    for unit in place.townships:
        skill = _skill_by_year(people, unit.code, years)
        for indicator in indicators:
            first, step, spread, noise, bounds = COURSES.get(indicator.code, USUAL)
            offset, gained = rng.gauss(0, spread), 0.0
            better = -1 if indicator.direction == "lower" else 1
            for number, year in enumerate(years):
                profile = place.profiles[unit.code, year]
                gained += better * skill[year] * abs(step) * 0.8
                value = first + step * number + offset + gained + rng.gauss(0, noise)
                if indicator.code == "income":
                    value = profile.income * (1 + 0.012 * skill[year])
                elif indicator.code == "revenue":
                    value = float(profile.revenue) * 10_000 / profile.population * (1 + 0.02 * skill[year])
                clipped = value if indicator.code in ("income", "revenue") else min(max(value, bounds[0]), bounds[1])
                found[unit.code, year, indicator] = Decimal(str(round(clipped, 2)))
    return found


def _skill_by_year(people: People, unit: str, years: list[int]) -> dict[int, float]:
    """Mean skill of those who led the township in the middle of each year."""
    found = {}
    for year in years:
        day = date(year, 7, 1)
        led = [
            spell.person.skill
            for spell in people.history.spells
            if spell.seat.unit == unit
            and spell.seat.main
            and spell.since <= day
            and (spell.until is None or spell.until > day)
        ]
        found[year] = sum(led) / len(led) if led else 0.0
    return found


def _baselines(people: People, numbers: dict, indicators: list[Indicator], years: range) -> None:
    """What each leader found on coming, from the values of the year before."""
    rows = []
    for spell in people.history.spells:
        before = spell.since.year - 1
        if not spell.seat.main or not spell.seat.unit or before not in years:
            continue
        rows += [
            Baseline(
                tenure=people.tenures[id(spell)],
                indicator=indicator,
                number=numbers[spell.seat.unit, before, indicator],
                value_year=before,
                taken_on=spell.since,
            )
            for indicator in indicators
        ]
    Baseline.objects.bulk_create(rows, batch_size=1000)


def _finish(cycle: Cycle, *, staff: User, leader: User) -> None:
    """Score, confirm, grade within the limit of excellent ones, close: by the real services."""
    cycle = score_cycle(cycle, by=staff)
    cycle = move_cycle(cycle, "confirm", by=leader)
    scores = Score.objects.filter(cycle=cycle).scored().order_by("-total", "pk")
    book = rulebook(cycle.division_id, on=CYCLE.on(cycle))
    left = excellent_limit(book, len(scores))
    sanctions = sanctions_of(scores.values_list("tenure__cadre", flat=True))
    for score in scores.select_related("tenure"):
        grade, reason = score.band, ""
        held = sanctions.get(score.tenure.cadre_id, [])
        if grade == AnnualGrade.EXCELLENT and left <= 0:
            grade, reason = AnnualGrade.COMPETENT, "优秀名额已用完。"
        elif grade in (AnnualGrade.BASIC, AnnualGrade.INCOMPETENT):
            grade, reason = AnnualGrade.COMPETENT, "结合考察情况，综合评定为称职。"
        if held and [*sanctions_allow(grade, cycle.year, held, book)]:
            grade, reason = _lawful(cycle.year, held, book), "处分影响期内，按规定确定等次。"
        left -= grade == AnnualGrade.EXCELLENT
        confirm_grade(score, grade=grade, by=leader, reason=reason)
    move_cycle(cycle, "close", by=leader)


def _lawful(year: int, sanctions: list[SanctionFact], book: Rulebook) -> str:
    """The best grade that the sanctions leave."""
    grades = (AnnualGrade.COMPETENT, AnnualGrade.BASIC, AnnualGrade.INCOMPETENT, AnnualGrade.NONE)
    return next(one for one in grades if not [*sanctions_allow(one, year, sanctions, book)])


def _running(place: Place, numbers: dict, indicators: list[Indicator], staff: User) -> None:
    """The running year's cycle still collects; the townships of the last codes have not reported yet."""
    year = place.today.year
    cycle = open_cycle(place.county, year, by=staff, due_on=place.today + timedelta(days=6))
    assert cycle.stage == CycleStage.COLLECTING  # noqa: S101 -- else nothing may be entered
    reported = place.townships[: int(len(place.townships) * ENTERED)]
    Value.objects.bulk_create(
        Value(
            cycle=cycle,
            division_id=unit.code,
            indicator=indicator,
            number=numbers[unit.code, year, indicator],
            note="演示",
            entered_by=staff,
        )
        for unit in reported
        for indicator in indicators
    )
