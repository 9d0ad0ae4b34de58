"""An electing assembly through its services: who, when, what is refused, what the database holds, what comes of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.utils import timezone

from cadres.models import Step, Tenure
from cadres.shared.errors import OutOfDate, Refused
from selection.assemblies import services
from selection.assemblies.choices import AssemblyStage, Nominator
from selection.assemblies.facts import collect_facts
from selection.assemblies.models import Assembly, FormalCandidate, Round, RoundVote
from selection.assemblies.workflow import MOVES
from selection.elections import services as elections
from selection.elections.choices import Path, Stage
from selection.elections.models import Election
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, TownshipUserFactory, UserFactory
from tests.support.moves import APPOINT
from tests.support.refusals import codes
from tests.support.selection import assembly, attach_to, days_ago, head_of_township, ready_election

pytestmark = pytest.mark.django_db
PAPERS = {"issued": 40, "returned": 39, "invalid": 1, "others": 0}


def convened(election, **changes):
    values = {"session": "第三次会议", "held_on": days_ago(3), "due": 45, **changes}
    return services.convene(election, by=election.opened_by, **values)


def direct_election(stage=Stage.NOTICED):
    """Two of those inspected have the committee's majority; the members choose."""
    made = ready_election(stage)
    Election.objects.filter(pk=made.pk).update(direct_vote=True, approval_document="市委组〔2026〕1号", winner=None)
    for nominee in made.nominees.all():
        nominee.ballot_vote.yes, nominee.ballot_vote.no = 6, 1
        nominee.ballot_vote.save()
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("stage", AssemblyStage)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_every_move_from_every_stage(move, stage):
    found = assembly(stage)
    by = found.convened_by if move.name == "sit" else LeaderFactory()
    given = {"present": 40} if move.name == "sit" else {}
    if stage in move.sources:
        done = services.take(found, move.name, by=by, reason="照章办理", **given)
        assert done.stage == move.target
        assert Step.objects.of(found).last().move == move.name
    else:
        with pytest.raises(Refused) as refused:
            services.take(found, move.name, by=by, reason="x", **given)
        assert "wrong-stage" in codes(refused)
        found.refresh_from_db()
        assert found.stage == stage


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_who_may_not_take_a_move(move):
    found = assembly(move.sources[0])
    other = LeaderFactory() if move.name == "sit" else UserFactory()
    for account in (other, TownshipUserFactory()):
        with pytest.raises(PermissionDenied):
            services.take(found, move.name, by=account, reason="x")


# --- a head ---------------------------------------------------------------------------------------------


def test_a_head_is_not_appointed_without_a_congress():
    election = ready_election(Stage.NOTICED, post=head_of_township())
    with pytest.raises(Refused) as refused:
        elections.take(election, "appoint", by=LeaderFactory(), **APPOINT, talk_on=days_ago(5), starts_on=days_ago(20))
    assert "not-elected" in codes(refused)
    assert not Tenure.objects.filter(post=election.vacancy.post).exists()


def test_from_the_notice_to_the_tenure():
    election = ready_election(Stage.NOTICED, post=head_of_township())
    found = convened(election)
    assert [(one.cadre, one.nominated_by) for one in found.candidates.all()] == [
        (election.winner.cadre, Nominator.PRESIDIUM)
    ]
    services.take(found, "sit", by=election.opened_by, present=40)
    (one,) = found.candidates.all()
    services.record_round(found, 1, votes={one.pk: (30, 6, 2)}, by=election.opened_by, **PAPERS)
    attach_to(found, "tally", "选举结果报告")
    declarer = LeaderFactory()
    services.take(found, "declare", by=declarer)
    found.refresh_from_db()
    election.refresh_from_db()
    assert (found.elected, found.declared_by) == (one, declarer)
    assert (election.stage, election.elected_on, election.elected_by) == (Stage.ELECTED, found.held_on, declarer)

    with pytest.raises(Refused) as refused:
        elections.take(election, "appoint", by=declarer, **APPOINT, talk_on=days_ago(2), starts_on=days_ago(2))
    assert {"declared-by-same", "start-not-of-the-election"} <= set(codes(refused))

    elections.take(election, "appoint", by=LeaderFactory(), **APPOINT, talk_on=days_ago(2), starts_on=found.held_on)
    tenure = Tenure.objects.get(post=election.vacancy.post)
    assert (tenure.cadre, tenure.held.lower) == (one.cadre, found.held_on)


def test_whom_the_deputies_nominate_and_the_congress_elects_is_appointed():
    election = ready_election(Stage.NOTICED, post=head_of_township())
    found, other = convened(election), CadreFactory()
    names = [f"代表{number}" for number in range(12)]
    services.nominate(found, other, nominated_by=Nominator.DEPUTIES, signatures=names, by=election.opened_by)
    services.take(found, "sit", by=election.opened_by, present=45)
    first, second = found.candidates.order_by("pk")
    votes = {first.pk: (20, 20, 5), second.pk: (24, 20, 1)}
    papers = {"issued": 45, "returned": 45, "invalid": 0, "others": 0}
    services.record_round(found, 1, votes=votes, by=election.opened_by, **papers)
    attach_to(found, "tally", "选举结果报告")
    services.take(found, "declare", by=LeaderFactory())

    election.refresh_from_db()
    assert (election.winner.cadre, election.winner.path) == (other, Path.ASSEMBLY)
    elections.take(election, "appoint", by=LeaderFactory(), **APPOINT, talk_on=days_ago(2), starts_on=found.held_on)
    assert Tenure.objects.get(post=election.vacancy.post).cadre == other


def test_while_an_objection_is_open_no_congress_sits():
    election = ready_election(Stage.NOTICED, post=head_of_township())
    found = convened(election)
    elections.receive_complaint(
        election, received_on=days_ago(4), sender="张某", content="不实", by=election.opened_by
    )
    with pytest.raises(Refused) as refused:
        services.take(found, "sit", by=election.opened_by, present=40)
    assert "complaint-open" in codes(refused)


def test_a_second_congress_after_one_without_result():
    found = assembly(AssemblyStage.SITTING)
    services.take(found, "close", by=LeaderFactory(), reason="无人过半数")
    again = convened(found.election, session="第四次会议")
    assert again.pk != found.pk
    with pytest.raises(Refused) as refused:
        convened(found.election)
    assert codes(refused) == ["assembly-exists"]


def test_what_a_committee_decides_needs_no_assembly():
    with pytest.raises(Refused) as refused:
        convened(ready_election(Stage.NOTICED))
    assert codes(refused) == ["not-to-be-elected"]


def test_no_congress_before_the_decision():
    with pytest.raises(Refused) as refused:
        convened(ready_election(Stage.NOTICED, post=head_of_township()), held_on=days_ago(21))
    assert codes(refused) == ["assembly-before-decision"]


# --- a secretary by direct vote -------------------------------------------------------------------------


def test_the_committee_lets_two_stand_and_the_members_choose():
    election = direct_election(Stage.INSPECTED)
    done = elections.take(election, "decide", by=LeaderFactory(), reason="同意提名")
    assert (done.stage, done.winner) == (Stage.DECIDED, None)


def test_one_alone_is_no_direct_vote():
    election = direct_election(Stage.INSPECTED)
    vote = election.nominees.first().ballot_vote
    vote.yes, vote.no = 1, 6
    vote.save()
    with pytest.raises(Refused) as refused:
        elections.take(election, "decide", by=LeaderFactory(), reason="x")
    assert codes(refused) == ["too-few-let-stand"]


def test_a_direct_vote_takes_effect_with_the_superiors_approval():
    election = direct_election()
    found = convened(election, due=63)
    assert {one.nominated_by for one in found.candidates.all()} == {Nominator.COMMITTEE}
    services.take(found, "sit", by=election.opened_by, present=51)
    first, second = found.candidates.order_by("pk")
    papers = {"issued": 51, "returned": 51, "invalid": 0, "others": 0}
    services.record_round(
        found, 1, votes={first.pk: (18, 33, 0), second.pk: (33, 18, 0)}, by=election.opened_by, **papers
    )
    attach_to(found, "tally", "选举结果报告")
    services.take(found, "declare", by=LeaderFactory())
    election.refresh_from_db()
    given = {**APPOINT, "talk_on": days_ago(2), "starts_on": found.held_on}
    with pytest.raises(Refused) as refused:
        elections.take(election, "appoint", by=LeaderFactory(), **given)
    assert codes(refused) == ["result-not-approved"]
    attach_to(found, "approval", "县委批复")
    elections.take(election, "appoint", by=LeaderFactory(), **given)
    assert Tenure.objects.get(post=election.vacancy.post).cadre == second.cadre


def test_members_nominate_nobody_beside_the_committee():
    found = convened(direct_election())
    with pytest.raises(Refused) as refused:
        services.nominate(
            found, CadreFactory(), nominated_by=Nominator.DEPUTIES, signatures=["甲"], by=found.convened_by
        )
    assert codes(refused) == ["committee-nominates"]


# --- candidates and ballots -----------------------------------------------------------------------------


def test_signatures_are_names_and_each_is_kept_once():
    found = assembly()
    made = services.nominate(
        found,
        CadreFactory(),
        nominated_by=Nominator.DEPUTIES,
        signatures=["甲", " 甲", "", "乙"],
        by=found.convened_by,
    )
    assert made.signatures == ["甲", "乙"]
    with pytest.raises(Refused) as refused:
        services.nominate(found, made.cadre, nominated_by=Nominator.DEPUTIES, by=found.convened_by)
    assert codes(refused) == ["signatures-missing", "stands-already"]


def test_who_declines_no_longer_stands():
    found = assembly()
    (one,) = found.candidates.all()
    with pytest.raises(Refused) as refused:
        services.withdraw_candidate(one, reason=" ", by=found.convened_by)
    assert codes(refused) == ["reason-missing"]
    services.withdraw_candidate(one, reason="本人不接受提名", by=found.convened_by)
    with pytest.raises(Refused) as refused:
        services.withdraw_candidate(one, reason="再次", by=found.convened_by)
    assert codes(refused) == ["withdrawn-already"]


def test_a_run_off_follows_and_the_first_ballot_stands():
    found = assembly(AssemblyStage.SITTING)
    (one,) = found.candidates.all()
    facts = collect_facts(found, found.convened_by, {})
    assert services.next_number(facts.ballots, facts.outcome[0]) == 1
    RoundVote.objects.update(yes=20, no=16)
    facts = collect_facts(found, found.convened_by, {})
    assert services.next_number(facts.ballots, facts.outcome[0]) == 2
    services.record_round(found, 2, votes={one.pk: (25, 10, 3)}, by=found.convened_by, **PAPERS)
    for number in (0, 1, 4):
        with pytest.raises((Refused, OutOfDate)):
            services.record_round(found, number, votes={one.pk: (25, 10, 3)}, by=found.convened_by, **PAPERS)
    assert collect_facts(found, found.convened_by, {}).elected.pk == one.pk


def test_two_clerks_who_enter_the_same_ballot():
    found = assembly(AssemblyStage.SITTING)
    (one,) = found.candidates.all()
    with pytest.raises(OutOfDate):
        services.record_round(found, 1, votes={one.pk: (25, 10, 3)}, by=UserFactory(), seen="x", **PAPERS)


def test_who_entered_the_ballot_does_not_declare_it():
    found = assembly(AssemblyStage.SITTING)
    leader = LeaderFactory()
    Step.objects.create(subject=f"selection.assembly:{found.pk}", move="record_round", by=leader)
    with pytest.raises(Refused) as refused:
        services.take(found, "declare", by=leader)
    assert codes(refused) == ["prepared-by-same"]


# --- the database is the last guard ---------------------------------------------------------------------


def done_at_once(change):
    """With what the database else looks at when the transaction is committed."""
    with transaction.atomic():
        change()
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused_by_the_database(change):
    with pytest.raises((IntegrityError, InternalError)):
        done_at_once(change)


def test_no_stage_is_skipped_by_sql():
    found = assembly()
    refused_by_the_database(lambda: Assembly.objects.filter(pk=found.pk).update(stage=AssemblyStage.ELECTED))


def test_after_the_result_nothing_is_changed():
    found = assembly(AssemblyStage.ELECTED)
    refused_by_the_database(lambda: RoundVote.objects.update(yes=1))
    refused_by_the_database(lambda: Round.objects.update(others=1))
    refused_by_the_database(lambda: FormalCandidate.objects.update(nominated_by=Nominator.DEPUTIES))
    refused_by_the_database(
        lambda: FormalCandidate.objects.create(assembly=found, cadre=CadreFactory(), nominated_by=Nominator.PRESIDIUM)
    )


def test_more_votes_than_papers_are_refused_whoever_writes():
    assembly(AssemblyStage.SITTING)
    refused_by_the_database(lambda: RoundVote.objects.update(yes=39))
    refused_by_the_database(lambda: Round.objects.update(invalid=2))
    refused_by_the_database(lambda: Round.objects.update(others=9))


def test_who_convened_does_not_declare():
    found = assembly(AssemblyStage.SITTING)
    first = found.candidates.first()
    refused_by_the_database(
        lambda: Assembly.objects.filter(pk=found.pk).update(
            stage=AssemblyStage.ELECTED,
            elected=first,
            declared_by=found.convened_by,
            closed_on=timezone.localdate(),
        )
    )


def test_a_head_never_gets_past_the_notice_without_the_day_of_the_election():
    election = ready_election(Stage.NOTICED, post=head_of_township())
    refused_by_the_database(lambda: Election.objects.filter(pk=election.pk).update(stage=Stage.ELECTED))


def test_who_declared_the_result_does_not_appoint_by_sql():
    election = ready_election(Stage.ELECTED, post=head_of_township())
    refused_by_the_database(
        lambda: Election.objects.filter(pk=election.pk).update(
            stage=Stage.APPOINTED,
            appointed_by=election.elected_by,
            closed_on=timezone.localdate(),
        )
    )


def test_outside_the_remit_nothing_moves():
    found = assembly(AssemblyStage.SITTING)
    stranger = UserFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    with pytest.raises(PermissionDenied):
        services.record_round(found, 1, votes={}, by=stranger, **PAPERS)
    with pytest.raises(PermissionDenied):
        services.take(found, "close", by=LeaderFactory(remit=stranger.remits.get().division), reason="x")


def test_the_file_of_who_was_elected_may_be_merged():
    """Another file for the same person is no other candidate."""
    found, other = assembly(AssemblyStage.ELECTED), CadreFactory()
    FormalCandidate.objects.filter(assembly=found).update(cadre=other)
    assert found.candidates.get().cadre == other
