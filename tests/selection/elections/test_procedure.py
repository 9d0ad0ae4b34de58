"""Clumsy officers walk the procedure; two appoint at once; the database refuses what Python would not ask."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cadres.models import Step, Tenure
from cadres.shared.errors import Refused
from selection.elections import services
from selection.elections.choices import CLOSED, Stage
from selection.elections.models import Ballot, BallotVote, Complaint, Election, Nominee, RecommendationVote
from selection.elections.workflow import MOVES
from selection.vacancies.models import Vacancy
from tests.cadres.platform.calendar.factories import know_these_weeks
from tests.support.cadres import LeaderFactory
from tests.support.concurrency import refusals, run_concurrently
from tests.support.moves import inputs_of
from tests.support.selection import VacancyFactory, days_ago, inspection, ready_election


class ElectionMachine(RuleBasedStateMachine):
    """Invariants: record, steps and tenures agree with what was really done."""

    @initialize()
    def start(self):
        know_these_weeks()
        self.election = ready_election(Stage.PREPARED)
        self.staff, self.leader = self.election.opened_by, LeaderFactory()
        self.made = []

    @rule(
        name=st.sampled_from([move.name for move in MOVES if move.name != "abandon"] * 3 + ["abandon"]),
        reason=st.sampled_from(["", "理由"]),
    )
    def try_move(self, name, reason):
        by = self.staff if services.WORKFLOW[name].permission == "selection.run_election" else self.leader
        try:
            services.take(self.election, name, by=by, reason=reason, **inputs_of(name))
        except Refused as refused:
            assert refused.objections  # noqa: PT017 -- refusal is one of two right answers
        else:
            self.made.append(name)

    @rule(fit=st.booleans())
    def inspect_again(self, fit):
        nominee = self.election.nominees.order_by("pk").first()
        try:
            services.record_inspection(nominee, by=self.staff, **inspection(fit=fit))
        except Refused as refused:
            assert [o.code for o in refused.objections] == ["wrong-stage"]  # noqa: PT017 -- as above

    @invariant()
    def record_agrees_with_what_happened(self):
        if not hasattr(self, "election"):
            return
        self.election.refresh_from_db()
        moves = [s.move for s in Step.objects.of(self.election) if s.move in services.WORKFLOW]
        assert moves == self.made
        assert (self.election.stage in CLOSED) == (self.election.closed_on is not None)
        tenures = Tenure.objects.filter(post=self.election.vacancy.post).count()
        assert tenures == (self.election.stage == Stage.APPOINTED)


class TestElectionMachine(ElectionMachine.TestCase, TestCase):
    settings = settings(max_examples=12, stateful_step_count=12)


# --- two at once --------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_who_appoint_at_once_exactly_one_does():
    election = ready_election(Stage.NOTICED)

    results = run_concurrently(
        *(partial(services.take, election, "appoint", by=LeaderFactory(), **inputs_of("appoint")) for _ in range(2))
    )

    (refused,) = refusals(results)
    assert [objection.code for objection in refused.objections] == ["wrong-stage"]
    assert Tenure.objects.open().filter(post=election.vacancy.post).count() == 1


# --- the database is the last guard -------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("target", [Stage.INSPECTED, Stage.DECIDED, Stage.APPOINTED, Stage.PREPARED])
def test_raw_sql_cannot_skip_a_stage(target):
    election = ready_election(Stage.REGISTRATION)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE selection_election SET stage = %s WHERE id = %s", [target, election.pk])


@pytest.mark.django_db
def test_raw_sql_cannot_reopen_a_vacancy():
    vacancy = VacancyFactory()
    Vacancy.objects.filter(pk=vacancy.pk).update(stage="withdrawn", closed_on=days_ago(0))
    with pytest.raises(DatabaseError), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(stage="open", closed_on=None)


def _second_election(election):
    Election.objects.create(
        vacancy=election.vacancy, edition="2019", opened_by=election.opened_by, opened_on=days_ago(0)
    )


def _late_votes(_election):
    BallotVote.objects.update(yes=9)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _many_names(_election):
    RecommendationVote.objects.update(meeting_votes=20)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("break_it", "constraint"),
    [
        (lambda e: Ballot.objects.filter(election=e).update(present=8), "selection_ballot_present"),
        (lambda e: Ballot.objects.filter(election=e).update(confirmed_by=e.opened_by), "selection_ballot_four_eyes"),
        (_late_votes, "more votes than voters"),
        (_many_names, "more votes than people"),
        (lambda e: Election.objects.filter(pk=e.pk).update(winner=None), "selection_election_winner"),
        (lambda e: Election.objects.filter(pk=e.pk).update(closed_on=days_ago(0)), "closed_when_dated"),
        (lambda e: Election.objects.filter(pk=e.pk).update(notice_until=days_ago(30)), "selection_election_notice"),
        (lambda e: Election.objects.filter(pk=e.pk).update(direct_vote=True), "direct_vote_approved"),
        (_second_election, "selection_election_one_a_vacancy"),
        (lambda e: Nominee.objects.filter(election=e).update(path="joint_members"), "joint_has_supporters"),
        (
            lambda e: Complaint.objects.create(
                election=e,
                received_on=days_ago(3),
                sender="x",
                content="x",
                recorded_by=e.opened_by,
                settled_on=days_ago(2),
            ),
            "settled_with_grounds",
        ),
        (lambda e: VacancyFactory(post=e.vacancy.post), "selection_vacancy_one_open"),
    ],
)
def test_the_database_refuses(break_it, constraint):
    election = ready_election(Stage.NOTICED)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        break_it(election)
