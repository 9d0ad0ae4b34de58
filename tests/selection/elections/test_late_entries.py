"""A public notice waits from the day on which its start is recorded; what hung before is a late entry (补录)."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from cadres.models import Step
from cadres.platform.attachments.services import attach
from cadres.platform.calendar import facts as workdays
from selection.elections import services
from selection.elections.choices import Stage
from selection.elections.models import Election
from selection.elections.services.notice_span import changes
from tests.support.cadres import LeaderFactory
from tests.support.documents import pdf
from tests.support.moves import inputs_of
from tests.support.refusals import refusal
from tests.support.selection import ready_election

pytestmark = pytest.mark.django_db
RECORDED = date(2026, 11, 18)
ON_PAPER, OVER_ON_PAPER = date(2026, 11, 2), date(2026, 11, 9)


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(RECORDED, tick=False):
        yield


def published(first=ON_PAPER):
    election = ready_election(Stage.DECIDED)
    Election.objects.filter(pk=election.pk).update(notice_from=None, notice_until=None)
    return services.take(election, "publish", by=election.opened_by, notice_from=first)


def attached(election):
    attach(election, "notice", BytesIO(pdf()), name="公示.pdf", values={}, by=election.opened_by)
    return election


def test_a_day_typed_in_the_past_shortens_no_notice(leader):
    election = published()

    assert (election.notice_from, election.notice_recorded_on) == (ON_PAPER, RECORDED)
    assert election.notice_until == date(2026, 11, 25)
    assert "notice-running" in refusal(services.take, election, "appoint", by=leader, **inputs_of("appoint"))


def test_a_notice_that_begins_today_or_later_counts_from_its_first_day():
    assert published(RECORDED).notice_until == date(2026, 11, 25)
    assert published(date(2026, 11, 20)).notice_until == date(2026, 11, 27)


def test_another_leader_recognizes_what_hung_before_and_a_third_appoints(leader):
    election = published()
    assert refusal(services.take, election, "recognize", by=leader, reason="停电") == ["notice-paper-missing"]
    attached(election)
    assert refusal(services.take, election, "recognize", by=leader) == ["reason-missing"]
    with pytest.raises(PermissionDenied):
        services.take(election, "recognize", by=election.opened_by, reason="停电")

    election = services.take(election, "recognize", by=leader, reason="停电，公示后补录")

    assert (election.stage, election.notice_until, election.late_by) == (Stage.NOTICED, OVER_ON_PAPER, leader)
    step = Step.objects.of(election).last()
    assert (step.move, step.by, step.reason) == ("recognize", leader, "停电，公示后补录")
    assert step.facts["appointment"]["notice_recorded_on"] == "2026-11-18"
    assert refusal(services.take, election, "recognize", by=LeaderFactory(), reason="x") == ["notice-not-late"]
    assert refusal(services.take, election, "appoint", by=leader, **inputs_of("appoint")) == ["recognized-by-same"]
    assert services.take(election, "appoint", by=LeaderFactory(), **inputs_of("appoint")).stage == Stage.APPOINTED


def test_who_recorded_it_does_not_recognize_it(leader):
    """Whatever role the account has by now."""
    election = attached(published())
    Election.objects.update(published_by=leader)
    assert refusal(services.take, election, "recognize", by=leader, reason="停电") == ["notice-publisher"]


def test_what_began_when_it_was_recorded_is_no_late_entry(leader):
    election = attached(published(RECORDED))
    assert refusal(services.take, election, "recognize", by=leader, reason="x") == ["notice-not-late"]


def test_who_confirmed_the_vote_does_not_appoint(leader):
    election = ready_election(Stage.INSPECTED)
    election = services.take(election, "decide", by=leader)
    Election.objects.filter(pk=election.pk).update(notice_from=date(2026, 11, 1), notice_until=date(2026, 11, 9))
    Election.objects.filter(pk=election.pk).update(stage=Stage.NOTICED)

    assert refusal(services.take, election, "appoint", by=leader, **inputs_of("appoint")) == ["decided-by-same"]
    done = services.take(election, "appoint", by=LeaderFactory(), **inputs_of("appoint"))
    assert (done.decided_by, done.appointed_by == leader) == (leader, False)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("notice_recorded", {"notice_until": date(2026, 11, 9)}),
        ("late_entry", {"late_by": "published_by"}),
        ("another_leader", {"appointed_by": "decided_by"}),
    ],
)
def test_the_database_keeps_notices_and_hands(constraint, changes):
    election = published()
    leader = LeaderFactory()
    Election.objects.filter(pk=election.pk).update(decided_by=leader)
    people = {"published_by": election.opened_by, "decided_by": leader}
    values = {name: people.get(value, value) for name, value in changes.items()}

    with pytest.raises(IntegrityError, match=f"selection_election_{constraint}"), transaction.atomic():
        Election.objects.filter(pk=election.pk).update(**values)


def test_the_page_says_that_it_was_entered_late(leader, as_user):
    election = attached(published())
    address = election.get_absolute_url()
    shown = as_user(leader).get(address).text
    assert "Not recognized: the notice counts from the day on which its start was recorded." in shown
    assert "Recognize the late entry" in shown
    form = reverse("selection:election_move", args=[election.pk, "recognize"])
    assert "Public notice as it hung" in as_user(leader).get(form).text

    as_user(leader).post(form, {"reason": "停电，公示后补录"})

    shown = as_user(leader).get(address).text
    assert f"Recognized by {leader.name}" in shown
    assert "停电，公示后补录" in shown
    usual = as_user(leader).get(published(RECORDED).get_absolute_url()).text
    assert "Recognize the late entry" not in usual


def test_when_it_is_computed_again_it_counts_from_the_same_day(leader):
    election = attached(published())
    assert changes(workdays.known()) == []

    services.take(election, "recognize", by=leader, reason="停电")

    assert changes(workdays.known()) == []
    Election.objects.update(notice_until=RECORDED)
    assert [change.after for change in changes(workdays.known())] == [OVER_ON_PAPER]
