"""Cycles and their values: opening, entering, correcting, every move, what is missing."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.timezone import localdate

from assessment.cycles.choices import CycleStage
from assessment.cycles.services import enter_values, open_cycle, values_state
from assessment.cycles.workflow import CYCLE_MOVES
from assessment.models import Score, ScorePart, Value
from assessment.scores.services.cycle_moves import close_cycle, move_cycle, score_cycle
from assessment.scores.services.scores import confirm_grade
from cadres.models import LocalRule, Step
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.pages.edit_conflicts import fingerprint_of
from tests.support.assessment import CycleFactory, enter, scored
from tests.support.cadres import CountyFactory, TownshipFactory
from tests.support.moves import entitled
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db


def test_a_cycle_opens_with_the_system_in_force_once_a_year(county, staff, system):
    cycle = open_cycle(county, 2025, by=staff)
    assert (cycle.system, cycle.stage) == (system, CycleStage.COLLECTING)
    with pytest.raises(ValidationError):
        open_cycle(county, 2025, by=staff)
    with pytest.raises(Refused) as refused:
        open_cycle(county, localdate().year + 1, by=staff)
    assert codes(refused) == ["year-ahead"]


def test_no_cycle_without_a_system(county, staff):
    with pytest.raises(Refused) as refused:
        open_cycle(county, 2025, by=staff)
    assert codes(refused) == ["no-system"]


@pytest.fixture
def entry(system):
    township = TownshipFactory()
    income, water = system.indicators.all()
    return CycleFactory(system=system), township, income, water


def test_values_are_entered_corrected_and_cleared_with_their_history(entry, staff):
    cycle, township, income, water = entry
    assert enter_values(cycle, township, {income.pk: (Decimal(10), "统计"), water.pk: (Decimal(5), "")}, by=staff) == 2
    assert enter_values(cycle, township, {income.pk: (Decimal(11), "更正"), water.pk: (None, "")}, by=staff) == 2
    assert enter_values(cycle, township, {income.pk: (Decimal(11), "更正"), water.pk: (None, "")}, by=staff) == 0

    value = Value.objects.get()
    assert (value.number, value.note, value.entered_by) == (Decimal(11), "更正", staff)
    events = Value.pgh_event_model.objects.filter(indicator=income).order_by("pgh_id")
    assert [e.number for e in events] == [10, 11]
    assert [s.facts["values"]["income"] for s in Step.objects.of(cycle)] == [[None, "10"], ["10.0000", "11"]]


def test_a_township_is_stored_whole_or_not_at_all(entry, staff):
    cycle, township, income, water = entry
    with pytest.raises(ValidationError):
        enter_values(cycle, township, {income.pk: (Decimal(1), ""), water.pk: (Decimal("1e16"), "")}, by=staff)
    assert not Value.objects.exists()


def test_values_outside_their_place_are_refused(entry, staff):
    cycle, township, income, _water = entry
    elsewhere = TownshipFactory(code="110101001000", parent=CountyFactory(code="110101000000"))
    with pytest.raises(Refused) as refused:
        enter_values(cycle, elsewhere, {0: (Decimal(1), "")}, by=staff)
    assert codes(refused) == ["not-a-township", "unknown-indicator"]
    enter_values(cycle, township, {income.pk: (Decimal(1), "")}, by=staff)
    scored(cycle, staff)
    with pytest.raises(Refused) as refused:
        enter_values(cycle, township, {income.pk: (Decimal(2), "")}, by=staff)
    assert codes(refused) == ["not-collecting"]
    for sql in ("UPDATE assessment_value SET number = 3", "DELETE FROM assessment_value"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_jump_against_last_year_must_be_checked(entry, system, staff):
    cycle, township, income, _water = entry
    enter(CycleFactory(system=system, year=2024), township, income=100)
    enter_values(cycle, township, {income.pk: (Decimal(150), "")}, by=staff)
    with pytest.raises(Refused) as refused:
        enter_values(cycle, township, {income.pk: (Decimal(151), "")}, by=staff)
    assert codes(refused) == ["implausible"]
    assert enter_values(cycle, township, {income.pk: (Decimal(151), "")}, by=staff, checked=True) == 1
    assert Step.objects.of(cycle).last().warnings


def test_nobody_overwrites_unseen_values(entry, staff):
    cycle, township, income, _water = entry
    seen = fingerprint_of(values_state([]))
    enter_values(cycle, township, {income.pk: (Decimal(1), "")}, by=staff, seen=seen)
    with pytest.raises(OutOfDate):
        enter_values(cycle, township, {income.pk: (Decimal(2), "")}, by=staff, seen=seen)


@pytest.mark.parametrize("stage", CycleStage)
@pytest.mark.parametrize("move", CYCLE_MOVES, ids=lambda m: m.name)
def test_every_move_of_a_cycle_from_every_stage(stage, move, full, staff, leader):
    cycle = full
    if stage != CycleStage.COLLECTING:
        cycle = scored(cycle, staff)
    if stage in (CycleStage.CONFIRMED, CycleStage.CLOSED):
        cycle = move_cycle(cycle, "confirm", by=leader)
        for score in Score.objects.all():
            confirm_grade(score, grade="competent", by=leader, reason="试验")
    if stage == CycleStage.CLOSED:
        cycle = close_cycle(cycle, by=leader)
    may = entitled(move, staff, leader)
    may_not = leader if may == staff else staff
    with pytest.raises(PermissionDenied):
        move_cycle(cycle, move.name, by=may_not, reason="试验")
    if stage in move.sources:
        assert move_cycle(cycle, move.name, by=may, reason="试验").stage == move.target
    else:
        with pytest.raises(Refused) as refused:
            move_cycle(cycle, move.name, by=may, reason="试验")
        assert codes(refused) == ["wrong-stage"]


@pytest.mark.parametrize("stage", ["confirmed", "closed"])
def test_raw_sql_cannot_skip_a_stage(full, stage):
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessment_cycle SET stage = %s", [stage])


def test_raw_sql_cannot_change_the_year_of_a_cycle(full):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessment_cycle SET year = 2020 WHERE id = %s", [full.pk])


def test_an_empty_cycle_is_not_scored(system, staff):
    with pytest.raises(Refused) as refused:
        score_cycle(CycleFactory(system=system), by=staff)
    assert codes(refused) == ["no-values"]


def test_missing_values_only_remind_unless_the_county_blocks(full, staff, leader):
    Value.objects.filter(cycle=full, indicator__code="water").last().delete()
    LocalRule.objects.create(
        division=full.division, key="assess.missing_values", action="block", during="[2020-01-01,)", basis="文件",
        set_by=staff, approved_by=leader,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        score_cycle(full, by=staff)
    assert codes(refused) == ["values-missing"]
    LocalRule.objects.update(action="remind")
    score_cycle(full, by=staff)
    step = Step.objects.of(full).last()
    assert (step.move, step.edition, len(step.warnings)) == ("score", "2026-1", 1)
    assert step.facts["settings"]["min_months"] == "6"
    left_out = ScorePart.objects.get(value=None)
    assert left_out.points == 0
    assert sum(p.weight_used for p in left_out.score.parts.all()) == 100
