"""Valid awards and rates by default. All people are invented."""

from datetime import date

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from cadres.models import AnnualResult, DivisionProfile
from cadres.platform.divisions.choices import Tier
from incentives.awards.choices import AwardKind, AwardStage
from incentives.awards.models import Award
from incentives.subsidies.models import SubsidyRate
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, TownshipFactory, UserFactory

YEAR = 2025


class AwardFactory(DjangoModelFactory):
    """A bonus just proposed; ``stage`` brings what the constraints ask of that stage."""

    class Meta:
        model = Award

    class Params:
        decided = factory.LazyAttribute(lambda o: o.stage in (AwardStage.APPROVED, AwardStage.GRANTED))

    cadre = factory.SubFactory(CadreFactory)
    kind = AwardKind.BONUS
    year = YEAR
    ground = "防汛抢险中组织得力"
    amount = 2000
    stage = AwardStage.PROPOSED
    proposed_by = factory.SubFactory(UserFactory)
    approved_by = factory.Maybe("decided", factory.SubFactory(LeaderFactory), None)
    approved_on = factory.Maybe("decided", date(YEAR, 12, 20), None)
    granted_on = factory.LazyAttribute(lambda o: date(YEAR, 12, 28) if o.stage == AwardStage.GRANTED else None)


class RateFactory(DjangoModelFactory):
    """A rate for poorer townships, not yet approved."""

    class Meta:
        model = SubsidyRate

    division = factory.SubFactory(CountyFactory)
    tier = Tier.POOR
    monthly = 500
    during = DateRange(date(2024, 1, 1), None)
    basis = "县人社〔2024〕1号"
    set_by = factory.SubFactory(UserFactory)


class ProfileFactory(DjangoModelFactory):
    """A poorer township in the mountains."""

    class Meta:
        model = DivisionProfile

    division = factory.SubFactory(TownshipFactory)
    year = YEAR
    population = 12_000
    area = 90
    mountain_share = 80
    distance = 55
    income = 14_000
    revenue = 300
    was_poor = True
    tier = Tier.POOR


def results(cadre, **grades):
    """``results(cadre, y2025="excellent")``."""
    for year, grade in grades.items():
        AnnualResult.objects.create(cadre=cadre, year=int(year[1:]), grade=grade)
