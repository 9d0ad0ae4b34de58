"""The whole-course record: what is on record, by whom, and what is missing."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from cadres.models import FileAccess
from cadres.platform.access_log.choices import AccessKind
from selection.elections import services
from selection.elections.choices import Stage
from selection.elections.models import Recommendation
from selection.elections.rules.course import missing
from selection.elections.rules.dossier import Appointment, Meeting, Tally
from selection.elections.workflow import MOVES
from tests.support.dossiers import EXAMINED, ballot, candidate, facts
from tests.support.selection import head_of_township, ready_election

WHOLE = facts(
    candidates=(
        candidate(examination=EXAMINED, tally=Tally(6, 1, 0), meeting_votes=5, talk_votes=3),
        candidate(pk=2, cadre=2, examination=EXAMINED, tally=Tally(1, 6, 0), meeting_votes=3, talk_votes=1),
    ),
    recommendation=Meeting(held_on=date(2026, 10, 12), due=9, present=9, talks_on=date(2026, 10, 11), talks_people=9),
    ballot=ballot(),
    winner=1,
    appointment=Appointment(
        notice_from=date(2026, 11, 2),
        notice_until=date(2026, 11, 9),
        talk_on=date(2026, 11, 10),
        starts_on=date(2026, 11, 1),
    ),
)


def codes_of(known, stage=Stage.APPOINTED):
    return {step: [one.code for one in found] for step, found in missing(known, stage, MOVES).items() if found}


def test_nothing_is_missing_where_all_is_on_record():
    assert codes_of(WHOLE) == {}


@pytest.mark.parametrize(
    ("change", "stage", "step", "code"),
    [
        ({"recommendation": None}, Stage.RECOMMENDED, Stage.REGISTRATION, "recommendation-missing"),
        ({"ballot": None}, Stage.DECIDED, Stage.INSPECTED, "vote-missing"),
        ({"appointment": Appointment()}, Stage.NOTICED, Stage.DECIDED, "notice-day-missing"),
        ({"appointment": replace(WHOLE.appointment, talk_on=None)}, Stage.APPOINTED, Stage.NOTICED, "talk-missing"),
    ],
)
def test_what_is_missing_stands_at_its_step_once_the_step_is_taken(change, stage, step, code):
    known = replace(WHOLE, **change)
    assert code in codes_of(known, stage)[step]
    before = list(Stage)[list(Stage).index(stage) - 1]
    if before != Stage.ELECTED:
        assert code not in codes_of(known, before).get(step, [])


def test_a_head_without_a_congress_is_told():
    head = replace(WHOLE, seat=replace(WHOLE.seat, by_congress=True))
    assert codes_of(head)[Stage.ELECTED] == ["not-elected"]


def test_what_was_abandoned_is_judged_no_further_than_its_plan():
    assert codes_of(replace(WHOLE, recommendation=None, ballot=None), Stage.ABANDONED) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("stage", Stage)
def test_the_sheet_at_every_stage(stage, staff, as_user):
    election = ready_election(stage)
    page = as_user(staff).get(reverse("selection:election_course", args=[election.pk]))
    assert page.status_code == 200
    assert f"{election.vacancy.post}" in page.text


@pytest.mark.django_db
def test_the_sheet_tells_who_and_what_is_missing_and_is_recorded(staff, leader, as_user):
    election = ready_election(Stage.PREPARED)
    services.take(election, "announce", by=leader, announced_on=election.announced_on)
    Recommendation.objects.filter(election=election).update(present=19)
    done = ready_election(Stage.NOTICED, post=head_of_township())
    Recommendation.objects.filter(election=done).update(present=19)
    client = as_user(staff)

    page = client.get(reverse("selection:election_course", args=[election.pk])).text
    assert str(leader) in page
    assert "are needed" not in page  # that step is still to be taken

    page = client.get(reverse("selection:election_course", args=[done.pk])).text
    assert "Present 19 of 30; 20 are needed" in page
    assert "Papers without a scan" in page
    told = FileAccess.objects.filter(kind=AccessKind.PRINT, part="course")
    assert {row.cadre_id for row in told} >= set(done.nominees.values_list("cadre_id", flat=True))
