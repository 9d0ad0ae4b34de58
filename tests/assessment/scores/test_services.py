"""Scores: traceable, repeatable, at the same cost for any county, fixed when confirmed."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from assessment.models import Cycle, Score, Value
from assessment.scores import rules as formula
from assessment.scores.services.cycle_moves import move_cycle, score_cycle
from assessment.scores.services.scores import confirm_grade
from cadres.models import Step
from cadres.registry.tenures.services import end_tenure, start_tenure
from cadres.shared.errors import Refused
from tests.support.assessment import CycleFactory, confirmed, county_of, enter, scored, total_of
from tests.support.cadres import CadreFactory, TownshipFactory
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db


def test_scores_are_traceable_to_their_parts_and_inputs(full, staff):
    scored(full, staff)
    assert Score.objects.count() == 5
    assert {s.tier for s in Score.objects.all()} == {"poor", "developed"}
    for score in Score.objects.prefetch_related("parts__indicator"):
        parts = list(score.parts.all())
        assert len(parts) == 2
        assert total_of(parts) == score.total == sum(p.points for p in parts)
        assert score.adjustment == sum(p.adjustment for p in parts)
        for part in parts:
            value = Value.objects.get(cycle=full, division=score.division, indicator=part.indicator)
            start = score.tenure.assessment_baselines.get(indicator=part.indicator)
            assert (part.value, part.baseline, part.baseline_year) == (value.number, start.number, start.value_year)
            bounds = formula.Bounds(part.low, part.high)
            assert formula.level_points(part.value, bounds, lower_is_better=False) == part.level_points
            own = formula.annual_change(part.value, 2025, part.baseline, part.baseline_year, lower_is_better=False)
            assert formula.progress_points(own, part.spread) == part.progress_points


def test_scoring_again_gives_the_same_and_leaves_no_second_row(full, staff):
    scored(full, staff)
    before = list(Score.objects.order_by("tenure").values_list("tenure", "total", "level_part", "band"))
    score_cycle(Cycle.objects.get(pk=full.pk), by=staff)
    assert list(Score.objects.order_by("tenure").values_list("tenure", "total", "level_part", "band")) == before
    assert [s.move for s in Step.objects.of(full)] == ["score", "rescore"]


def test_going_back_to_collecting_drops_the_scores(full, staff):
    move_cycle(scored(full, staff), "reopen", by=staff, reason="更正数据")
    assert not Score.objects.exists()


@pytest.mark.parametrize("size", [3, 12])
def test_scoring_costs_the_same_queries_for_any_county(size, system, staff, django_assert_num_queries):
    cycle = county_of(size, system, staff)
    with django_assert_num_queries(17):
        score_cycle(cycle, by=staff)


def test_short_tenures_and_second_posts_have_no_score_and_say_why(system, staff, leader):
    cycle = county_of(3, system, staff)
    tenure = cycle.values.first().division.organizations.first().posts.first().tenures.first()
    end_tenure(tenure, on=date(2025, 9, 1), reason="exchanged", by=staff)
    short = start_tenure(CadreFactory(), tenure.post, on=date(2025, 9, 1), basis="exchange", by=staff)
    scored(cycle, staff)
    score = Score.objects.get(tenure=short)
    assert (score.no_score, score.months, score.total, score.band) == ("short", 4, 0, "")
    assert Score.objects.get(tenure=tenure).no_score == ""
    cycle = move_cycle(Cycle.objects.get(pk=cycle.pk), "confirm", by=leader)
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade="competent", by=leader, reason="试验")
    assert codes(refused) == ["no-score"]


def test_confirming_needs_somebody_scored(system, staff, leader):
    cycle, township = CycleFactory(system=system), TownshipFactory()
    enter(cycle, township, income=1, water=1)
    with pytest.raises(Refused) as refused:
        confirmed(cycle, staff, leader)
    assert codes(refused) == ["nobody-scored"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE assessment_score SET total = 0, level_part = 0, adjustment = 0, progress_part = 0",
        "DELETE FROM assessment_scorepart",
        "UPDATE assessment_scorepart SET points = 0",
        "INSERT INTO assessment_scorepart SELECT * FROM assessment_scorepart LIMIT 0",
    ],
)
def test_raw_sql_cannot_touch_confirmed_scores(full, staff, leader, sql):
    confirmed(full, staff, leader)
    totals = list(Score.objects.order_by("pk").values_list("total", flat=True))
    if "LIMIT 0" in sql:
        with connection.cursor() as cursor:
            cursor.execute(sql)  # nothing changed, nothing refused
        return
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(Score.objects.order_by("pk").values_list("total", flat=True)) == totals
