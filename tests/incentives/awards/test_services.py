"""Awards through the real services and database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from assessment.models import Cycle, IndicatorSystem, Score
from cadres.models import LocalRule, Notice, Sanction, Step, Tenure
from cadres.platform.divisions.choices import Tier
from cadres.registry.organizations.choices import OrganizationKind
from cadres.shared.errors import OutOfDate
from incentives.awards.choices import LIVE, AwardKind, AwardStage
from incentives.awards.models import Award
from incentives.awards.services.awards import move_award, propose_award
from incentives.awards.services.suggestions import commendations, last_result_year, third_class_merits
from incentives.awards.workflow import MOVES
from incentives.subsidies import services as subsidies
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    LeaderFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TownshipUserFactory,
)
from tests.support.incentives import YEAR, AwardFactory, ProfileFactory, RateFactory, results
from tests.support.moves import entitled
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def propose(cadre, by, **details):
    wish = {"kind": AwardKind.BONUS, "year": YEAR, "ground": "g", "amount": Decimal(100)} | details
    return propose_award(cadre, by=by, **wish)


def graded_score(tenure, leader, grade="excellent"):
    """A score of a confirmed cycle with its grade."""
    county = tenure.cadre.division
    system = IndicatorSystem.objects.create(division=county, name="S", method="m")
    cycle = Cycle.objects.create(division=county, system=system, year=YEAR)
    score = Score.objects.create(
        cycle=cycle, tenure=tenure, division=tenure.post.organization.division, months=12, total=80, level_part=80
    )
    for stage in ("scored", "confirmed"):
        Cycle.objects.filter(pk=cycle.pk).update(stage=stage)
    if grade:
        Score.objects.filter(pk=score.pk).update(grade=grade, graded_by=leader, graded_at="2026-01-20T08:00Z")
        score.refresh_from_db()
    return score


# --- the whole way ------------------------------------------------------------------------------
def test_from_a_grade_to_the_leaders_file(staff, leader):
    account = TownshipUserFactory()
    cadre = account.cadre
    score = graded_score(TenureFactory(cadre=cadre), leader)
    results(cadre, y2025="excellent")

    award = propose(cadre, staff, kind=AwardKind.COMMENDATION, score=score, amount=Decimal(1500))
    assert [n.user for n in Notice.objects.all()] == [leader]
    assert not Award.objects.visible_to(account).exists()

    award = move_award(award, "approve", by=leader)
    assert (award.approved_by, award.approved_on) == (leader, localdate())
    assert Notice.objects.get(user=leader).settled_at is not None
    assert Notice.objects.get(user=staff).kind == "incentives.award_approved"

    award = move_award(award, "grant", by=staff, granted_on=date(2026, 1, 25), document="县委〔2026〕3号")
    assert list(Award.objects.visible_to(account)) == [award]
    assert Notice.objects.get(user=account).kind == "incentives.award_granted"
    assert [s.move for s in Step.objects.of(award)] == ["propose", "approve", "grant"]


@pytest.mark.parametrize("stage", AwardStage)
@pytest.mark.parametrize("move", MOVES, ids=lambda m: m.name)
def test_every_move_from_every_stage(stage, move, staff, leader):
    award = AwardFactory(stage=stage)
    by = entitled(move, staff, leader)

    if stage in move.sources:
        assert move_award(award, move.name, by=by, reason="r").stage == move.target
        assert [s.move for s in Step.objects.of(award)] == [move.name]
    else:
        assert "wrong-stage" in refusal(move_award, award, move.name, by=by, reason="r")
        award.refresh_from_db()
        assert award.stage == stage


@pytest.mark.parametrize("move", MOVES, ids=lambda m: m.name)
def test_only_its_role_takes_a_move(move, staff, leader):
    award = AwardFactory(stage=move.sources[0])
    other = leader if entitled(move, staff, leader) == staff else staff

    with pytest.raises(PermissionDenied):
        move_award(award, move.name, by=other, reason="r")


@pytest.mark.parametrize("name", ["refuse", "withdraw"])
def test_the_end_needs_a_reason(name, staff, leader):
    by = leader if name == "refuse" else staff

    assert refusal(move_award, AwardFactory(), name, by=by) == ["reason-missing"]


def test_who_proposed_does_not_approve(leader):
    award = AwardFactory(proposed_by=leader)

    assert refusal(move_award, award, "approve", by=leader) == ["proposer-decides"]


def test_a_stale_page_moves_nothing(leader, staff):
    award = AwardFactory()
    move_award(award, "approve", by=leader)

    with pytest.raises(OutOfDate):
        move_award(award, "withdraw", by=staff, reason="r", seen_stage="proposed")


def test_only_staff_propose(leader):
    with pytest.raises(PermissionDenied):
        propose(CadreFactory(), leader)


def test_a_refusal_tells_the_proposer_and_frees_the_place(staff, leader):
    award = propose(CadreFactory(), staff)

    move_award(award, "refuse", by=leader, reason="too soon")

    assert Notice.objects.get(user=staff).params["reason"] == "too soon"
    assert propose(award.cadre, staff).stage == AwardStage.PROPOSED


def test_a_sanction_bars_proposal_approval_and_granting(staff, leader):
    cadre = CadreFactory()
    proposed, approved = AwardFactory(cadre=cadre), AwardFactory(cadre=cadre, year=2024, stage="approved")
    today = localdate()
    Sanction.objects.create(
        cadre=cadre, kind="admin_warning", decided_on=today, effect_until=today + timedelta(days=180), organ="县监委"
    )

    assert refusal(propose, cadre, staff, year=2023) == ["sanction-in-effect"]
    assert refusal(move_award, proposed, "approve", by=leader) == ["sanction-in-effect"]
    assert refusal(move_award, approved, "grant", by=staff) == ["sanction-in-effect"]


def share_of_the_county(tenure, staff, leader):
    """The county bounds commendations by a share of its own."""
    LocalRule.objects.create(
        division=tenure.cadre.division,
        key="award.commendation_share",
        value=20,
        action="override",
        during=DateRange(date(2026, 1, 1), None),
        basis="县奖〔2026〕1号",
        set_by=staff,
        approved_by=leader,
    )


def test_by_law_all_who_are_excellent_may_be_commended(staff):
    tenures = [TenureFactory() for _ in range(2)]
    for tenure in tenures:
        results(tenure.cadre, y2025="excellent")
    for tenure in tenures:
        award = propose(tenure.cadre, staff, kind=AwardKind.COMMENDATION, year=YEAR, amount=Decimal(0))
        assert Step.objects.of(award).get().warnings == []


def test_merits_earned_by_years_of_excellent_take_nothing_from_the_share(staff):
    tenures = [TenureFactory() for _ in range(3)]
    for tenure in tenures[:2]:
        results(tenure.cadre, y2023="excellent", y2024="excellent", y2025="excellent")
    results(tenures[2].cadre, y2025="excellent")
    merits = [propose(t.cadre, staff, kind=AwardKind.MERIT_3, year=YEAR, amount=Decimal(3000)) for t in tenures]
    assert [Step.objects.of(award).get().warnings for award in merits] == [[], [], []]
    other = TenureFactory()
    fourth = propose(other.cadre, staff, kind=AwardKind.MERIT_3, year=YEAR, amount=Decimal(3000))
    (warning,) = Step.objects.of(fourth).get().warnings
    assert "1 of 1" in warning


def test_a_leader_sets_the_share_aside_with_a_reason(staff, leader):
    tenures = [TenureFactory() for _ in range(2)]
    share_of_the_county(tenures[0], staff, leader)
    for tenure in tenures:
        results(tenure.cadre, y2025="excellent")
    first, second = (
        propose(t.cadre, staff, kind=AwardKind.COMMENDATION, year=YEAR, amount=Decimal(0)) for t in tenures
    )
    assert "share is used up" in Step.objects.of(second).get().warnings[0]

    assert refusal(move_award, first, "approve", by=leader) == ["share-used-up"]
    silent = refusal(move_award, first, "approve", by=leader, override=True)
    assert silent == ["share-used-up", "reason-missing"]
    done = move_award(first, "approve", by=leader, override=True, reason="flood year")

    assert done.stage == AwardStage.APPROVED
    assert len(Step.objects.of(first).last().overridden) == 1


@pytest.mark.usefixtures("no_override")
def test_who_lacks_the_permission_sets_no_share_aside(staff, leader):
    tenures = [TenureFactory() for _ in range(2)]
    share_of_the_county(tenures[0], staff, leader)
    for tenure in tenures:
        results(tenure.cadre, y2025="excellent")
    first, _second = (
        propose(t.cadre, staff, kind=AwardKind.COMMENDATION, year=YEAR, amount=Decimal(0)) for t in tenures
    )

    asked = refusal(move_award, first, "approve", by=leader, override=True, reason="flood year")

    assert asked == ["share-used-up", "override-not-permitted"]
    first.refresh_from_db()
    assert first.stage == AwardStage.PROPOSED


def test_the_county_narrows_the_sum(staff, leader):
    cadre = CadreFactory()
    LocalRule.objects.create(
        division=cadre.division,
        key="award.bonus_bonus",
        value=50,
        during=DateRange(date(2020, 1, 1), None),
        basis="b",
        set_by=staff,
        approved_by=leader,
    )

    assert refusal(propose, cadre, staff, amount=Decimal(51)) == ["sum-too-large"]


def test_a_score_must_be_the_cadres_own_and_graded(staff, leader):
    score = graded_score(TenureFactory(), leader, grade="")

    assert refusal(propose, CadreFactory(), staff, score=score) == ["another-score", "no-grade"]


def test_a_recommendation_appoints_nobody(staff, leader):
    award = AwardFactory(kind=AwardKind.PROMOTION, amount=0, stage=AwardStage.APPROVED)
    before = Tenure.objects.count()

    move_award(award, "grant", by=staff, document="d")

    assert Tenure.objects.count() == before
    assert [s.move for s in Step.objects.of(award.cadre)] == ["recommended"]
    assert Notice.objects.get(user=staff, kind="incentives.cadre_recommended").params["name"] == award.cadre.name


# --- the database is the last guard -------------------------------------------------------------
@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": -1},
        {"kind": AwardKind.RANK, "amount": 5},
        {"amount": 0},
        {"ground": ""},
        {"year": 1900},
        {"stage": "granted", "granted_on": None},
        {"stage": "proposed", "granted_on": date(2026, 1, 1)},
        {"stage": "approved", "approved_by": None},
        {"stage": "proposed", "approved_on": date(2026, 1, 1)},
    ],
)
def test_the_database_refuses(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardFactory(**wrong)


def test_the_database_wants_four_eyes(leader):
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardFactory(stage="approved", proposed_by=leader, approved_by=leader)


@pytest.mark.parametrize("stage", AwardStage)
def test_one_live_award_of_a_kind(stage):
    award = AwardFactory(stage=stage)

    if stage in LIVE:
        with pytest.raises(IntegrityError), transaction.atomic():
            AwardFactory(cadre=award.cadre)
    else:
        assert AwardFactory(cadre=award.cadre).pk


def test_the_database_knows_the_way():
    award = AwardFactory()

    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(stage="granted", granted_on=date(2026, 1, 1))


# --- suggestions --------------------------------------------------------------------------------
def test_three_excellent_years_earn_a_merit_once(staff):
    cadre, other = CadreFactory(), CadreFactory()
    results(cadre, y2023="excellent", y2024="excellent", y2025="excellent")
    results(other, y2022="excellent", y2023="excellent", y2024="competent", y2025="excellent")

    (found,) = third_class_merits(staff, year=last_result_year(staff))
    assert (found.cadre, found.years, found.year) == (cadre, (2023, 2024, 2025), 2025)

    AwardFactory(cadre=cadre, kind=AwardKind.MERIT_3, year=2024)
    assert third_class_merits(staff, year=2025) == []


def test_commendations_are_suggested_for_main_leaders(staff):
    tenure = TenureFactory()
    for cadre in (tenure.cadre, CadreFactory()):
        results(cadre, y2025="excellent")

    assert [s.cadre for s in commendations(staff, year=YEAR)] == [tenure.cadre]
    AwardFactory(cadre=tenure.cadre, kind=AwardKind.COMMENDATION)
    assert commendations(staff, year=YEAR) == []


def test_without_results_the_last_year_is_meant(staff):
    assert last_result_year(staff) == localdate().year - 1


# --- the township work subsidy ------------------------------------------------------------------
def due():
    return list(subsidies.due_on(localdate()))


def test_who_serves_in_a_poor_township_is_due_the_rate_once(leader):
    rate = RateFactory()
    profile = ProfileFactory()
    tenure = TenureFactory(post=PostFactory(organization=OrganizationFactory(division=profile.division)))
    TenureFactory(
        cadre=tenure.cadre,
        post=PostFactory(
            kind="deputy_secretary", name="副书记", organization=tenure.post.organization, approved_number=2
        ),
    )
    TenureFactory(post=PostFactory(organization=OrganizationFactory(kind=OrganizationKind.COUNTY_ORGAN)))
    assert due() == []

    subsidies.approve_rate(rate, by=leader)

    (found,) = due()
    assert (found.cadre, found.monthly, found.tier) == (tenure.cadre, Decimal(500), Tier.POOR)


def test_without_profile_nothing_is_due(leader):
    RateFactory(approved_by=leader)
    TenureFactory()

    assert due() == []


def test_a_new_rate_ends_the_one_before(staff, leader):
    old = RateFactory(approved_by=leader)
    new = subsidies.set_rate(
        old.division, tier=Tier.POOR, monthly=Decimal(550), first=date(2026, 1, 1), last=None, basis="b", by=staff
    )

    subsidies.approve_rate(new, by=leader)

    old.refresh_from_db()
    assert old.during == DateRange(date(2024, 1, 1), date(2026, 1, 1))
    with pytest.raises(OutOfDate):
        subsidies.approve_rate(new, by=leader)


def test_an_overlapping_rate_is_refused(leader):
    RateFactory(approved_by=leader, during=DateRange(date(2024, 1, 1), date(2027, 1, 1)))
    other = RateFactory(during=DateRange(date(2025, 1, 1), None))

    with pytest.raises(ValidationError, match="already has an approved rate"):
        subsidies.approve_rate(other, by=leader)


def test_the_limits_of_a_rate(staff, leader):
    wish = {"tier": Tier.POOR, "first": date(2026, 1, 1), "basis": "b"}
    county = CountyFactory()

    assert refusal(subsidies.set_rate, county, monthly=Decimal(1), last=date(2025, 1, 1), by=staff, **wish) == [
        "ends-before-start"
    ]
    assert refusal(subsidies.set_rate, county, monthly=Decimal(601), last=None, by=staff, **wish) == ["rate-too-high"]
    with pytest.raises(PermissionDenied):
        subsidies.set_rate(county, monthly=Decimal(1), last=None, by=leader, **wish)
    rate = subsidies.set_rate(county, monthly=Decimal(600), last=date(2026, 12, 31), by=staff, **wish)
    assert rate.during == DateRange(date(2026, 1, 1), date(2027, 1, 1))
    with pytest.raises(PermissionDenied):
        subsidies.approve_rate(rate, by=staff)


def test_who_set_the_rate_does_not_approve_it():
    leader = LeaderFactory()

    assert refusal(subsidies.approve_rate, RateFactory(set_by=leader), by=leader) == ["setter-approves"]


def test_the_reminding_limit_only_reminds(staff, leader):
    county = CountyFactory()
    LocalRule.objects.create(
        division=county,
        key="subsidy.monthly",
        value=100,
        action="remind",
        during=DateRange(date(2020, 1, 1), None),
        basis="b",
        set_by=staff,
        approved_by=leader,
    )

    rate = subsidies.set_rate(
        county, tier=Tier.POOR, monthly=Decimal(900), first=date(2026, 1, 1), last=None, basis="b", by=staff
    )

    assert rate.pk
