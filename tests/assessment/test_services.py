"""Every write: systems, cycles, values, scores, grades."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.timezone import localdate

from assessment.choices import CycleStage, SystemStage
from assessment.defaults import INDICATORS
from assessment.models import Cycle, IndicatorSystem, Score, ScorePart, Value
from assessment.rules import formula
from assessment.services import (
    change_indicator,
    close_cycle,
    confirm_grade,
    copy_system,
    define_system,
    enter_values,
    install_default_system,
    move_cycle,
    move_system,
    open_cycle,
    put_in_force,
    remove_indicator,
    score_cycle,
    take_baseline,
    values_state,
)
from assessment.workflow import CYCLE_MOVES, SYSTEM_MOVES
from cadres.models import AnnualResult, DivisionProfile, LocalRule, Notice, Step
from cadres.services.tenures import end_tenure, start_tenure
from cadres.shared import notices
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.freshness import fingerprint_of
from tests.assessment.factories import CycleFactory, SystemFactory, enter, secretary_of
from tests.cadres.factories import (
    CadreFactory,
    CountyFactory,
    LeaderFactory,
    TownshipFactory,
    TownshipUserFactory,
)

pytestmark = pytest.mark.django_db


def codes(refused):
    return [o.code for o in refused.value.objections]


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def system():
    return SystemFactory(in_force_now=True)


@pytest.fixture
def full(system, staff):
    """Five townships with leaders, starting points and the year's values, still collecting."""
    return county_of(5, system, staff)


def county_of(size, system, by):
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


# --- systems ------------------------------------------------------------------------------------


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
    with pytest.raises(PermissionDenied):
        move_system(system, move.name, by=staff, reason="试验")
    if stage in move.sources:
        assert move_system(system, move.name, by=leader, reason="试验").stage == move.target
    else:
        with pytest.raises(Refused) as refused:
            move_system(system, move.name, by=leader, reason="试验")
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


# --- cycles and values --------------------------------------------------------------------------


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
    may, may_not = (staff, leader) if move.permission == "assessment.run_cycle" else (leader, staff)
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


# --- scores -------------------------------------------------------------------------------------


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


def test_scores_are_traceable_to_their_parts_and_inputs(full, staff):
    scored(full, staff)
    assert Score.objects.count() == 5
    assert {s.tier for s in Score.objects.all()} == {"poor", "developed"}
    for score in Score.objects.prefetch_related("parts__indicator"):
        parts = list(score.parts.all())
        assert len(parts) == 2
        assert formula.recompute(parts) == score.total == sum(p.points for p in parts)
        assert score.adjustment == sum(p.adjustment for p in parts)
        for part in parts:
            value = Value.objects.get(cycle=full, division=score.division, indicator=part.indicator)
            start = score.tenure.assessment_baselines.get(indicator=part.indicator)
            assert (part.value, part.baseline, part.baseline_year) == (value.number, start.number, start.value_year)
            bounds = formula.Bounds(part.low, part.high)
            assert formula.level_points(part.value, bounds, lower_is_better=False) == part.level_points
            own = formula.pace(part.value, 2025, part.baseline, part.baseline_year, lower_is_better=False)
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


# --- grades -------------------------------------------------------------------------------------


@pytest.fixture
def graded(full, staff, leader):
    """Confirmed scores, best first."""
    confirmed(full, staff, leader)
    return list(Score.objects.order_by("-total", "pk"))


def test_a_grade_goes_to_the_file_and_to_the_leader(graded, leader):
    score = graded[0]
    account = TownshipUserFactory(cadre=score.tenure.cadre)
    AnnualResult.objects.create(cadre=score.tenure.cadre, year=2025, grade="none")

    confirm_grade(score, grade=score.band, by=leader)

    score.refresh_from_db()
    assert (score.grade, score.graded_by) == (score.band, leader)
    result = AnnualResult.objects.get(cadre=score.tenure.cadre, year=2025)
    assert (result.grade, result.confirmed_here) == (score.band, True)
    step = Step.objects.of(score).get()
    assert (step.move, step.target, step.by) == ("grade", score.band, leader)
    notice = Notice.objects.get(user=account)
    assert notices.text_of(notice.kind, notice.params) == "Your assessment of 2025 is confirmed."


def test_departing_from_the_band_or_from_an_earlier_grade_needs_a_reason(graded, leader):
    score = graded[-1]
    other = "incompetent" if score.band != "incompetent" else "basic"
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade=other, by=leader)
    assert codes(refused) == ["band-departed"]
    confirm_grade(score, grade=other, by=leader, reason="重大失误")
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade=score.band, by=leader)
    assert codes(refused) == ["grade-changed"]
    assert confirm_grade(score, grade=score.band, by=leader, reason="复核").grade == score.band


def test_the_share_of_excellent_is_limited_and_may_be_overridden_with_a_reason(graded, leader):
    confirm_grade(graded[0], grade="excellent", by=leader, reason="成绩突出")  # 25 % of 5 is 1
    with pytest.raises(Refused) as refused:
        confirm_grade(graded[1], grade="excellent", by=leader, reason="成绩突出")
    assert codes(refused) == ["excellent-share"]
    confirm_grade(graded[1], grade="excellent", by=leader, reason="上级批准增加名额", override=True)
    step = Step.objects.of(graded[1]).get()
    assert (step.facts["excellent_limit"], len(step.overridden)) == (1, 1)
    confirm_grade(graded[0], grade="excellent", by=leader, reason="再次确认", override=True)


def test_nobody_grades_himself_nor_without_the_right(graded, leader, staff):
    own = LeaderFactory(cadre=graded[0].tenure.cadre)
    with pytest.raises(Refused) as refused:
        confirm_grade(graded[0], grade=graded[0].band, by=own)
    assert codes(refused) == ["own-grade"]
    with pytest.raises(PermissionDenied):
        confirm_grade(graded[0], grade=graded[0].band, by=staff)
    with pytest.raises(Refused) as refused:
        confirm_grade(graded[0], grade="none", by=leader, reason="试验")
    assert codes(refused) == ["unknown-grade"]


def test_grades_wait_for_confirmed_scores_and_end_with_the_cycle(full, staff, leader):
    cycle = scored(full, staff)
    score = Score.objects.first()
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade=score.band, by=leader)
    assert codes(refused) == ["scores-not-confirmed"]
    cycle = move_cycle(cycle, "confirm", by=leader)
    with pytest.raises(Refused) as refused:
        close_cycle(cycle, by=leader)
    assert codes(refused) == ["ungraded"]
    for row in Score.objects.all():
        confirm_grade(row, grade="competent", by=leader, reason="试验")
    close_cycle(cycle, by=leader)
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade="basic", by=leader, reason="试验")
    assert codes(refused) == ["scores-not-confirmed"]


def test_the_last_word_on_names(system):
    assert str(system).endswith("v1")
    assert IndicatorSystem.objects.in_force_on(date(2024, 5, 5)).get() == system
