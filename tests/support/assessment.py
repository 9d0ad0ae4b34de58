"""Valid records by default. All townships and numbers are invented."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from assessment.baselines.services import take_baseline
from assessment.models import Cycle, Indicator, IndicatorSystem, Value
from assessment.scores.rules import SMALL
from assessment.scores.services.cycle_moves import move_cycle, score_cycle
from assessment.systems.choices import Dimension, SystemStage
from cadres.models import DivisionProfile
from tests.support.cadres import CountyFactory, OrganizationFactory, PostFactory, TenureFactory, TownshipFactory


class SystemFactory(DjangoModelFactory):
    """A draft with two indicators; ``in_force_now=True`` puts it in force (a plain write, past the service)."""

    class Meta:
        model = IndicatorSystem
        skip_postgeneration_save = True

    division = factory.SubFactory(CountyFactory)
    name = factory.Sequence(lambda n: f"测试指标体系{n}")
    method = "由三位专家打分取平均"

    @factory.post_generation
    def indicators(self, create, extracted, **_):
        for row in extracted or (
            {"code": "income", "weight": 60, "alpha": "0.40", "unit": "yuan"},
            {"code": "water", "weight": 40, "alpha": "0.70", "unit": "%", "dimension": Dimension.ECOLOGY},
        ):
            IndicatorFactory(system=self, **row)

    @factory.post_generation
    def in_force_now(self, create, extracted, **_):
        if extracted:
            self.stage, self.in_force = SystemStage.IN_FORCE, DateRange(date(2020, 1, 1), None)
            self.save()


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"code-{n}")
    name = factory.LazyAttribute(lambda o: f"指标{o.code}")
    name_en = factory.LazyAttribute(lambda o: o.code.capitalize())
    dimension = Dimension.ECONOMY
    unit = "%"
    weight = Decimal(50)
    alpha = Decimal("0.5")


class CycleFactory(DjangoModelFactory):
    """A cycle that collects values."""

    class Meta:
        model = Cycle

    division = factory.SubFactory(CountyFactory)
    system = factory.SubFactory(SystemFactory, in_force_now=True)
    year = 2025


class ValueFactory(DjangoModelFactory):
    class Meta:
        model = Value

    cycle = factory.SubFactory(CycleFactory)
    division = factory.SubFactory(TownshipFactory)
    number = Decimal(100)


def secretary_of(township, *, since=date(2023, 1, 10), until=None, **more):
    """A secretary's tenure in this township."""
    ended = {"end_reason": "term_end"} if until else {}
    return TenureFactory(
        post=PostFactory(organization=OrganizationFactory(division=township)),
        held=DateRange(since, until),
        **ended,
        **more,
    )


def enter(cycle, township, **numbers):
    """Values by the indicators' codes, past the service."""
    for indicator in cycle.system.indicators.all():
        if (number := numbers.get(indicator.code)) is not None:
            ValueFactory(cycle=cycle, division=township, indicator=indicator, number=Decimal(str(number)))


def county_of(size, system, by):
    """The running cycle of so many townships with leaders, starting points and the year's values."""
    before, cycle = CycleFactory(system=system, year=2022), CycleFactory(system=system, year=2025)
    for number in range(size):
        township = TownshipFactory()
        DivisionProfile.objects.create(
            division=township, year=2024, population=1, area=1, mountain_share=1, distance=1, income=1, revenue=1,
            tier="poor" if number < 3 else "developed",
        )  # fmt: skip
        enter(before, township, income=10_000 + 1000 * number, water=60)
        enter(cycle, township, income=12_000 + 1500 * number, water=60 + number)
        take_baseline(secretary_of(township), by=by)
    return cycle


def scored(cycle, staff):
    return score_cycle(cycle, by=staff)


def confirmed(cycle, staff, leader):
    return move_cycle(score_cycle(cycle, by=staff), "confirm", by=leader)


def total_of(parts):
    """The total again from stored parts alone: weight, share of progress, level and progress points."""
    used = [part for part in parts if part.value is not None]
    weight = sum(part.weight for part in used)

    def share(part, alpha, points):
        return (part.weight * alpha * points / weight).quantize(SMALL, ROUND_DOWN)

    return sum(
        share(part, 1 - part.alpha_used, part.level_points) + share(part, part.alpha_used, part.progress_points or 0)
        for part in used
    )
