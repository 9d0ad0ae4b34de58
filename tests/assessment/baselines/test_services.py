"""A leader's starting point is taken once and never changes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from assessment.baselines.services import take_baseline
from assessment.models import Baseline
from cadres.models import Step, Tenure
from tests.support.assessment import CycleFactory, SystemFactory, enter, secretary_of
from tests.support.cadres import CadreFactory, PostFactory, TenureFactory, TownshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return SystemFactory(in_force_now=True)


def test_latest_values_before_the_year_of_the_start_are_frozen(system, staff):
    township = TownshipFactory()
    for year, income in ((2020, 8000), (2021, 9000), (2023, 12000)):
        enter(CycleFactory(system=system, year=year), township, income=income)
    tenure = secretary_of(township, since=date(2023, 3, 1))

    assert take_baseline(tenure, by=staff) == 1

    baseline = Baseline.objects.get()
    assert (baseline.number, baseline.value_year, baseline.indicator.code) == (Decimal(9000), 2021, "income")
    step = Step.objects.get(subject=f"cadres.tenure:{tenure.pk}", move="baseline")
    assert step.facts == {"values": {"income": ["9000.0000", 2021]}}


def test_taking_it_again_changes_nothing_frozen_and_adds_what_came_late(system, staff):
    township = TownshipFactory()
    cycle = CycleFactory(system=system, year=2021)
    enter(cycle, township, income=9000)
    tenure = secretary_of(township)
    assert take_baseline(tenure, by=staff) == 1

    enter(CycleFactory(system=system, year=2022), township, income=9900, water=70)

    assert take_baseline(tenure, by=staff) == 1
    assert take_baseline(tenure, by=None) == 0
    assert dict(Baseline.objects.values_list("indicator__code", "number")) == {
        "income": Decimal(9000),
        "water": Decimal(70),
    }


def test_other_posts_and_townships_without_values_have_none(system, staff):
    deputy = TenureFactory(post=PostFactory(kind="deputy_head", name="副镇长"), cadre=CadreFactory())
    assert take_baseline(deputy, by=staff) == 0
    assert take_baseline(secretary_of(TownshipFactory()), by=staff) == 0
    assert not Step.objects.filter(move="baseline").exists()


def test_without_a_system_in_force_nothing_is_taken(staff):
    assert take_baseline(secretary_of(TownshipFactory()), by=staff) == 0


@pytest.mark.parametrize("sql", ["UPDATE assessment_baseline SET number = 1", "DELETE FROM assessment_baseline"])
def test_raw_sql_cannot_change_a_starting_point(system, staff, sql):
    township = TownshipFactory()
    enter(CycleFactory(system=system, year=2021), township, income=9000)
    take_baseline(secretary_of(township), by=staff)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Baseline.objects.get().number == 9000


def re_elected(first, *starts):
    """Further tenures of the same cadre in the same post, each from the day given, the one before ended there."""
    tenures = [first]
    for since, gap in starts:
        former = tenures[-1]
        Tenure.objects.filter(pk=former.pk).update(
            held=DateRange(former.held.lower, since - timedelta(days=gap)), end_reason="term_end"
        )
        tenures.append(TenureFactory(cadre=first.cadre, post=first.post, held=DateRange(since, None)))
    return tenures


@pytest.mark.parametrize(
    ("gap", "expected"), [(0, {"income": (9000, 2021)}), (1, {"income": (15000, 2025), "water": (80, 2025)})]
)
def test_who_is_elected_again_is_measured_from_the_first_day_in_the_post(system, staff, gap, expected):
    township = TownshipFactory()
    for year, income in ((2021, 9000), (2023, 12000), (2025, 15000)):
        enter(
            CycleFactory(system=system, year=year), township, income=income, **({"water": 80} if year > 2023 else {})
        )
    first = secretary_of(township, since=date(2022, 3, 1))
    take_baseline(first, by=staff)
    *_former, again = re_elected(first, (date(2024, 3, 1), 0), (date(2026, 3, 1), gap))

    take_baseline(again, by=staff)

    rows = Baseline.objects.filter(tenure=again).values_list("indicator__code", "number", "value_year")
    assert {code: (number, year) for code, number, year in rows} == expected


def test_a_successor_begins_with_what_he_found(system, staff):
    township = TownshipFactory()
    for year, income in ((2021, 9000), (2025, 15000)):
        enter(CycleFactory(system=system, year=year), township, income=income)
    first = secretary_of(township, since=date(2022, 3, 1))
    take_baseline(first, by=staff)
    Tenure.objects.filter(pk=first.pk).update(
        held=DateRange(first.held.lower, date(2026, 3, 1)), end_reason="term_end"
    )
    successor = TenureFactory(post=first.post, held=DateRange(date(2026, 3, 1), None))

    take_baseline(successor, by=staff)

    assert Baseline.objects.get(tenure=successor).number == 15000
