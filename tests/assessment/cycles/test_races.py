"""Two people at once: one waits for the other, and no rule is passed between them."""

import pytest

from assessment.baselines.services import take_baseline
from assessment.models import Baseline, Score
from assessment.scores.services.cycle_moves import move_cycle, score_cycle
from assessment.scores.services.scores import confirm_grade
from cadres.models import Step
from tests.support.assessment import CycleFactory, SystemFactory, county_of, enter, secretary_of
from tests.support.cadres import LeaderFactory, TownshipFactory, UserFactory
from tests.support.concurrency import refusals, run_concurrently

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_scorers_at_once_score_once():
    staff = UserFactory()
    cycle = county_of(3, SystemFactory(in_force_now=True), staff)

    results = run_concurrently(
        *[lambda: move_cycle(cycle, "score", by=staff, seen_stage="collecting") for _ in range(2)],
    )

    assert len(refusals(results)) == 1
    assert Score.objects.count() == 3
    assert Step.objects.of(cycle).filter(move="score").count() == 1


def test_two_who_score_again_at_once_leave_one_set():
    staff = UserFactory()
    cycle = score_cycle(county_of(3, SystemFactory(in_force_now=True), staff), by=staff)

    results = run_concurrently(*[lambda: move_cycle(cycle, "rescore", by=staff) for _ in range(2)])

    assert not refusals(results)
    assert Score.objects.count() == 3
    assert [score.parts.count() for score in Score.objects.all()] == [2, 2, 2]


def test_two_graders_cannot_pass_the_limit_together():
    staff, leader = UserFactory(), LeaderFactory()
    cycle = county_of(5, SystemFactory(in_force_now=True), staff)
    move_cycle(score_cycle(cycle, by=staff), "confirm", by=leader)
    first, second = Score.objects.order_by("pk")[:2]

    results = run_concurrently(
        *[
            lambda score=score: confirm_grade(score, grade="excellent", by=leader, reason="突出")
            for score in (first, second)
        ]
    )

    assert len(refusals(results)) == 1
    assert Score.objects.filter(grade="excellent").count() == 1


def test_two_who_take_a_starting_point_freeze_it_once():
    staff = UserFactory()
    system, township = SystemFactory(in_force_now=True), TownshipFactory()
    enter(CycleFactory(system=system, year=2022), township, income=9000, water=60)
    tenure = secretary_of(township)

    results = run_concurrently(*[lambda: take_baseline(tenure, by=staff) for _ in range(2)])

    assert sorted(results) == [0, 2]
    assert Baseline.objects.count() == 2
