"""An election through its services: every move from every stage, hands, what blocks and what may be set aside."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from assessment.models import Baseline
from cadres.models import AnnualResult, LocalRule, Notice, Sanction, Step, Tenure
from cadres.platform.accounts.choices import Role
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.posts.choices import Grade
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.shared.errors import OutOfDate, Refused
from selection.assemblies.choices import AssemblyStage
from selection.elections import services
from selection.elections.choices import CLOSED, Body, Path, Stage
from selection.elections.models import Ballot, BallotVote, Election, Waiver
from selection.elections.workflow import MOVES
from selection.vacancies import services as vacancies
from selection.vacancies.choices import Cause, VacancyStage
from tests.cadres.platform.calendar.factories import know_these_weeks
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    LeaderFactory,
    PostFactory,
    TenureFactory,
    TownshipUserFactory,
    UserFactory,
)
from tests.support.moves import APPOINT, inputs_of, who
from tests.support.refusals import codes
from tests.support.selection import assembly, days_ago, hung_before, inspection, ready_election, running_term
from training.models import Need

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("move", MOVES, ids=lambda m: m.name)
def test_every_move_from_every_stage(stage, move):
    election = ready_election(stage)
    if stage in move.sources:
        by = who(move, election)
        if move.name == "recognize":
            hung_before(election)
        if move.name == "elect":
            assembly(AssemblyStage.ELECTED, election=election)
        given = inputs_of(move.name)
        if stage == Stage.ELECTED:
            given["starts_on"] = election.elected_on
        done = services.take(election, move.name, by=by, reason="照章办理", **given)
        assert done.stage == move.target
        assert [s.move for s in Step.objects.of(election)] == [move.name]
        assert (done.closed_on is not None) == (move.target in CLOSED)
    else:
        with pytest.raises(Refused) as refused:
            services.take(election, move.name, by=who(move, election), reason="x", **inputs_of(move.name))
        assert codes(refused) == ["wrong-stage"]
        election.refresh_from_db()
        assert election.stage == stage


@pytest.mark.parametrize("move", MOVES, ids=lambda m: m.name)
def test_who_may_not_take_a_move(move):
    election = ready_election(move.sources[0])
    for account in (
        LeaderFactory() if move.permission == "selection.run_election" else UserFactory(),
        TownshipUserFactory(),
        UserFactory(role=Role.CLIENT),
        UserFactory(role=Role.SYSTEM),
    ):
        with pytest.raises(PermissionDenied):
            services.take(election, move.name, by=account, reason="x", **inputs_of(move.name))


def test_outside_the_remit_nothing_moves():
    election = ready_election(Stage.PREPARED)
    stranger = LeaderFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    with pytest.raises(PermissionDenied):
        services.take(election, "announce", by=stranger, announced_on=days_ago(42))
    with pytest.raises(PermissionDenied):
        services.plan_election(election, by=UserFactory(remit=stranger.remits.get().division), conditions="x")


def test_stale_page_moves_nothing():
    election = ready_election(Stage.REGISTRATION)
    with pytest.raises(OutOfDate):
        services.take(election, "recommend", by=election.opened_by, seen_stage=Stage.PREPARED)


def test_abandoning_needs_a_reason():
    with pytest.raises(Refused) as refused:
        services.take(ready_election(Stage.DECIDED), "abandon", by=LeaderFactory())
    assert codes(refused) == ["reason-missing"]


def test_refusal_leaves_no_input_behind():
    election = ready_election(Stage.NOTICED)
    Election.objects.filter(pk=election.pk).update(talk_on=None)
    with pytest.raises(Refused):
        services.take(election, "appoint", by=LeaderFactory(), **APPOINT, starts_on=days_ago(20), talk_on=days_ago(-1))
    election.refresh_from_db()
    assert (election.talk_on, election.document) == (None, "")


def test_whole_procedure(staff, leader, time_machine):
    know_these_weeks()
    """From the vacancy to the new leader's call-up, each step by who is entitled."""
    time_machine.move_to("2026-11-23T09:00+08:00", tick=False)
    post = PostFactory(elected=True)
    before = TenureFactory(post=post, held=DateRange(date(2022, 1, 1), None))
    running_term(post, ends=days_ago(-120))
    vacancy = vacancies.open_vacancy(post, cause=Cause.TERM_END, wanted_by=days_ago(-120), by=staff)
    assert (vacancy.free_on, vacancy.leaving) == (days_ago(-120), before)
    election = services.open_election(
        vacancy,
        by=staff,
        announcement="公告",
        conditions="条件",
        registration_from=days_ago(40),
        registration_to=days_ago(33),
    )
    assert Notice.objects.filter(user=leader, kind="selection.wanted").exists()
    services.take(election, "announce", by=leader, announced_on=days_ago(41))
    assert not Notice.objects.filter(user=leader, kind="selection.wanted").unsettled().exists()

    away = TenureFactory(held=DateRange(date(2021, 1, 1), None), cadre__grade=Grade.SECTION_CHIEF)
    account = TownshipUserFactory(cadre=away.cadre)
    first = services.register_nominee(
        election, away.cadre, path=Path.JOINT_MEMBERS, supporters=12, registered_on=days_ago(35), by=staff
    )
    second = services.register_nominee(election, CadreFactory(), path=Path.SELF, registered_on=days_ago(34), by=staff)
    services.record_recommendation(
        election,
        votes={first.pk: (6, 18), second.pk: (4, 8)},
        examinees={first.pk},
        by=staff,
        talks_on=days_ago(31),
        talks_people=10,
        meeting_on=days_ago(30),
        due=30,
        present=26,
    )
    services.take(election, "recommend", by=staff)
    services.record_inspection(first, by=staff, **inspection())
    services.take(election, "inspect", by=staff)
    services.enter_vote(
        election,
        votes={first.pk: (5, 1, 0)},
        by=staff,
        body=Body.STANDING_COMMITTEE,
        met_on=days_ago(20),
        due=7,
        present=7,
        recused=1,
        secret=True,
        document="纪要",
    )
    services.take(election, "decide", by=leader)
    assert Ballot.objects.get().confirmed_by == leader
    decided = days_ago(20)
    done = services.take(election, "publish", by=staff, notice_from=days_ago(0))
    assert (done.notice_until - done.notice_from).days >= 7  # five working days span a weekend
    time_machine.move_to("2026-12-02T09:00+08:00", tick=False)
    third = LeaderFactory()
    done = services.take(election, "appoint", by=third, **APPOINT, talk_on=days_ago(2), starts_on=decided)

    assert done.winner == first
    before.refresh_from_db()
    away.refresh_from_db()
    assert (before.held.upper, before.end_reason) == (decided, EndReason.TERM_END)
    assert (away.held.upper, away.end_reason) == (decided, EndReason.PROMOTED)
    new = Tenure.objects.get(post=post, held__upper_inf=True)
    assert (new.cadre, new.start_basis, new.start_document) == (away.cadre, StartBasis.PUBLIC_ELECTION, "县委任 5")
    assert new.authority == f"selection.election:{election.pk}"
    vacancy.refresh_from_db()
    assert vacancy.stage == VacancyStage.FILLED
    assert Need.objects.filter(cadre=away.cadre).count() == 1
    assert Notice.objects.filter(user=account, kind="selection.own_appointment").count() == 1
    assert Notice.objects.filter(user=staff, kind="selection.appointed").count() == 1
    assert [s.move for s in Step.objects.of(election)] == [
        "open",
        "announce",
        "register",
        "register",
        "record_recommendation",
        "recommend",
        "record_inspection",
        "inspect",
        "enter_vote",
        "decide",
        "publish",
        "appoint",
    ]
    assert isinstance(Baseline.objects.filter(tenure=new).count(), int)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda c: AnnualResult.objects.create(cadre=c, year=2025, grade=AnnualGrade.BASIC), "weak-result"),
        (
            lambda c: Sanction.objects.create(
                cadre=c,
                kind=SanctionKind.ADMIN_DEMERIT,
                decided_on=days_ago(100),
                effect_until=days_ago(-10),
                organ="县纪委",
            ),
            "sanction-in-effect",
        ),
    ],
)
def test_hard_blocks_cannot_be_overridden(spoil, code, leader):
    election = ready_election(Stage.INSPECTED)
    spoil(election.winner.cadre)
    with pytest.raises(Refused) as refused:
        services.take(election, "decide", by=leader, override=True, reason="例外")
    assert codes(refused) == [code]


def test_who_lacks_the_permission_overrides_nothing():
    election = ready_election(Stage.REGISTRATION)
    cadre = election.nominees.order_by("pk").first().cadre
    type(cadre).objects.filter(pk=cadre.pk).update(growth_place=election.vacancy.post.organization.division_id)
    asked = {"by": election.opened_by, "override": True}

    with pytest.raises(Refused) as refused:
        services.take(election, "recommend", **asked, reason="工作特殊需要")
    assert codes(refused) == ["grew-up-there", "override-not-permitted"]
    with pytest.raises(Refused) as refused:
        services.take(election, "recommend", **asked, reason="  ")
    assert codes(refused) == ["grew-up-there", "override-not-permitted", "reason-missing"]
    election.refresh_from_db()
    assert election.stage == Stage.REGISTRATION


def test_old_result_and_ended_sanction_do_not_bar():
    election = ready_election(Stage.INSPECTED)
    cadre = election.winner.cadre
    AnnualResult.objects.create(cadre=cadre, year=2023, grade=AnnualGrade.BASIC)
    AnnualResult.objects.create(cadre=cadre, year=2025, grade=AnnualGrade.COMPETENT)
    AnnualResult.objects.create(cadre=cadre, year=2026, grade=AnnualGrade.NONE)
    Sanction.objects.create(
        cadre=cadre,
        kind=SanctionKind.PARTY_WARNING,
        decided_on=days_ago(800),
        effect_until=days_ago(1),
        organ="县纪委",
    )
    assert services.take(election, "decide", by=LeaderFactory()).stage == Stage.DECIDED


def test_waiver_lets_one_nominee_pass(staff, leader):
    election = ready_election(Stage.REGISTRATION)
    nominee = election.nominees.order_by("pk").first()
    nominee.cadre.growth_place = election.vacancy.post.organization.division
    nominee.cadre.save(update_fields=["growth_place"])
    with pytest.raises(Refused) as refused:
        services.take(election, "recommend", by=staff)
    assert codes(refused) == ["grew-up-there"]
    grounds = {"reason": "本地无合适人选", "document": "县委批 8"}
    with pytest.raises(PermissionDenied):
        services.grant_waiver(nominee, rule="recuse.place_township", by=staff, **grounds)
    with pytest.raises(Refused) as refused:
        services.grant_waiver(nominee, rule="qual.annual", by=leader, reason="", document="")
    assert codes(refused) == ["not-waivable", "grounds-missing"]
    services.grant_waiver(nominee, rule="recuse.place_township", by=leader, **grounds)
    with pytest.raises(Refused) as refused:
        services.grant_waiver(nominee, rule="recuse.place_township", by=leader, **grounds)
    assert codes(refused) == ["waived-already"]
    assert services.take(election, "recommend", by=staff).stage == Stage.RECOMMENDED
    assert Waiver.objects.get().granted_by == leader


def test_who_entered_the_vote_may_not_confirm_it(leader):
    election = ready_election(Stage.INSPECTED)
    Ballot.objects.filter(election=election).update(entered_by=leader)
    with pytest.raises(Refused) as refused:
        services.take(election, "decide", by=leader)
    assert codes(refused) == ["same-hands"]


def test_three_of_five_present_of_seven_due_decide_nothing(leader):
    election = ready_election(Stage.INSPECTED)
    BallotVote.objects.update(yes=3, no=1, deferred=1)
    Ballot.objects.filter(election=election).update(present=5)
    with pytest.raises(Refused) as refused:
        services.take(election, "decide", by=leader)
    assert codes(refused) == ["no-majority"]


def test_notice_counts_working_days_by_the_calendar_and_the_countys_setting(staff, leader, time_machine):
    call_command("load_calendar", verbosity=0)
    expected = {0: date(2026, 2, 26), 1: date(2026, 2, 25)}
    for count_first, last in expected.items():
        election = ready_election(Stage.DECIDED)
        Ballot.objects.filter(election=election).update(met_on=date(2026, 2, 1))
        LocalRule.objects.filter(key="notice.count_first").delete()
        LocalRule.objects.create(
            division=CountyFactory(),
            key="notice.count_first",
            value=count_first,
            during=DateRange(election.opened_on, None),
            basis="县委组织部 1",
            set_by=staff,
            approved_by=leader,
        )
        time_machine.move_to("2026-02-12T09:00+08:00")
        done = services.take(election, "publish", by=staff, notice_from=date(2026, 2, 12))
        assert (done.notice_until, done.notice_certain) == (last, True)
