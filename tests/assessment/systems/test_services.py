"""Indicator systems: drafts, their moves, the one in force, and what the database forbids."""

from datetime import date
from decimal import Decimal

import pghistory
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from assessment.systems.choices import SystemStage
from assessment.systems.services.defaults import INDICATORS
from assessment.systems.services.systems import (
    change_indicator,
    copy_system,
    define_system,
    install_default_system,
    move_system,
    put_in_force,
    remove_indicator,
)
from assessment.systems.workflow import SYSTEM_MOVES
from cadres.models import Step
from cadres.shared.errors import Refused
from tests.support.assessment import SystemFactory
from tests.support.moves import entitled
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db


def test_a_system_is_defined_copied_changed_and_replaces_the_running_one(county, staff, leader):
    first = define_system(county, name="体系", method="专家打分", by=staff)
    assert first.indicators.count() == len(INDICATORS)
    first = put_in_force(first, by=leader, on=date(2024, 1, 1))

    second = copy_system(first, by=staff)
    assert (second.version, second.stage) == (2, SystemStage.DRAFT)
    income, revenue = second.indicators.filter(code__in=["income", "revenue"]).order_by("code")
    change_indicator(second, income, by=staff, weight=Decimal(10))
    with pytest.raises(Refused) as refused:
        put_in_force(second, by=leader, on=date(2025, 1, 1))
    assert codes(refused) == ["weights-not-100"]
    first.refresh_from_db()
    assert first.stage == SystemStage.IN_FORCE

    change_indicator(second, revenue, by=staff, weight=Decimal(7))
    second = put_in_force(second, by=leader, on=date(2025, 1, 1))
    first.refresh_from_db()
    assert (first.stage, first.in_force.upper, second.in_force.lower) == (
        SystemStage.RETIRED,
        date(2025, 1, 1),
        date(2025, 1, 1),
    )
    assert [s.move for s in Step.objects.of(first)] == ["define", "put_in_force", "retire"]


def test_a_code_keeps_its_unit_and_direction(county, staff, leader, system):
    draft = copy_system(system, by=staff)
    change_indicator(draft, draft.indicators.get(code="income"), by=staff, unit="ten thousand yuan")
    with pytest.raises(Refused) as refused:
        put_in_force(draft, by=leader)
    assert codes(refused) == ["code-changed-meaning"]


def test_a_system_cannot_end_before_it_began(system, staff, leader):
    with pytest.raises(Refused) as refused:
        put_in_force(copy_system(system, by=staff), by=leader, on=date(2019, 1, 1))
    assert codes(refused) == ["ends-before-start"]


def test_indicators_are_added_and_removed_in_drafts_only(county, staff, system):
    draft = define_system(county, name="草案", method="测试", by=staff, indicators=INDICATORS[:1])
    added = change_indicator(draft, None, by=staff, **INDICATORS[1])
    assert added.position == 2
    remove_indicator(added, by=staff)
    assert draft.indicators.count() == 1
    with pytest.raises(ValidationError):
        change_indicator(draft, None, by=staff, **{**INDICATORS[1], "alpha": Decimal(2)})
    for write in (
        lambda: change_indicator(system, None, by=staff, **INDICATORS[2]),
        lambda: remove_indicator(system.indicators.first(), by=staff),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert codes(refused) == ["not-a-draft"]


@pytest.mark.parametrize("stage", SystemStage)
@pytest.mark.parametrize("move", SYSTEM_MOVES, ids=lambda m: m.name)
def test_every_move_of_a_system_from_every_stage(stage, move, staff, leader):
    system = SystemFactory(in_force_now=stage != SystemStage.DRAFT)
    if stage == SystemStage.RETIRED:
        system = move_system(system, "retire", by=leader, reason="试验")
    may = entitled(move, staff, leader)
    may_not = leader if may == staff else staff
    with pytest.raises(PermissionDenied):
        move_system(system, move.name, by=may_not, reason="试验")
    if stage in move.sources:
        assert move_system(system, move.name, by=may, reason="试验").stage == move.target
    else:
        with pytest.raises(Refused) as refused:
            move_system(system, move.name, by=may, reason="试验")
        assert codes(refused) == ["wrong-stage"]


def test_the_shipped_system_is_installed_once(county):
    system, made = install_default_system(county, on=date(2025, 1, 1))
    assert (made, system.stage) == (True, SystemStage.IN_FORCE)
    assert install_default_system(county, on=date(2026, 1, 1)) == (system, False)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE assessment_indicatorsystem SET method = 'x'",
        "UPDATE assessment_indicatorsystem SET stage = 'draft', in_force = NULL",
        "DELETE FROM assessment_indicatorsystem",
        "UPDATE assessment_indicator SET weight = 1",
        "DELETE FROM assessment_indicator",
    ],
)
def test_raw_sql_cannot_change_a_system_in_force(system, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_database_refuses_weights_that_do_not_add_up(county, staff):
    define_system(county, name="草案", method="测试", by=staff, indicators=INDICATORS[:3])
    sql = "UPDATE assessment_indicatorsystem SET stage = 'in_force', in_force = '[2025-01-01,)'"
    with pytest.raises(IntegrityError, match="100"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_history_names_the_move_that_was_taken_not_the_one_it_set_off(county, staff, leader):
    first = put_in_force(define_system(county, name="体系", method="专家打分", by=staff), by=leader)
    with pghistory.context(url="/systems/"):  # as in a request, all of whose changes share one context
        second = put_in_force(copy_system(first, by=staff), by=leader)

    last = second.events.latest("pgh_id")
    assert last.pgh_context.metadata["move"] == "assessment.system.put_in_force"
