"""Recording what happened outside the program: recommendation, inspection, vote, objections received."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.platform.log.services import record_step
from cadres.platform.rule_settings.facts import rulebook
from cadres.shared.errors import Objection, Refusals, Refused
from cadres.shared.pages.edit_conflicts import NOTHING, check_seen, fingerprint, fingerprint_of, rows_state
from cadres.shared.workflow import Taking
from selection.elections.choices import Stage
from selection.elections.models import (
    Ballot,
    BallotVote,
    Complaint,
    Election,
    Inspection,
    Nominee,
    Recommendation,
    RecommendationVote,
)
from selection.elections.regulations import ELECTION, TEAM
from selection.elections.services.locking import locked, not_after_today
from selection.elections.workflow import APPROVE, RUN

RECOMMENDATION = ("talks_on", "talks_people", "meeting_on", "due", "present")
BALLOT = ("body", "met_on", "due", "present", "recused", "secret", "document")
INSPECTION = (
    "team",
    "began_on",
    "ended_on",
    "file_on",
    "file_paper",
    "report_on",
    "report_paper",
    "discipline_on",
    "discipline_paper",
    "petitions_on",
    "petitions_paper",
    "signed_by_secretary",
    "signed_by_discipline",
    "fit",
    "conclusion",
)
MORE_VOTES = "more-votes-than-people"


def recommendation_state(election: Election) -> dict[str, Any]:
    """What is recorded, field by field as its form shows it; empty where nothing is."""
    found = Recommendation.objects.filter(election=election).values(*RECOMMENDATION).first()
    if found is None:
        return {}
    running = Nominee.objects.filter(election=election, withdrawn_on=None)
    rows = running.values_list(
        "pk", "examinee", "recommendation_vote__talk_votes", "recommendation_vote__meeting_votes"
    )
    for pk, examinee, talk, vote in rows:
        found |= {f"talk_{pk}": talk or 0, f"vote_{pk}": vote or 0, f"chosen_{pk}": examinee}
    return found


def ballot_state(election: Election) -> dict[str, Any]:
    """As ``recommendation_state``, of the committee's vote."""
    found = Ballot.objects.filter(election=election).values(*BALLOT).first()
    if found is None:
        return {}
    votes = BallotVote.objects.filter(nominee__election=election, nominee__examinee=True)
    for pk, *tally in votes.values_list("nominee_id", "yes", "no", "deferred"):
        found |= {f"{name}_{pk}": number for name, number in zip(("yes", "no", "deferred"), tally, strict=True)}
    return found


@transaction.atomic
def record_recommendation(
    election: Election,
    *,
    votes: Mapping[int, tuple[int, int]],
    examinees: set[int],
    by: User,
    seen: str = "",
    **meeting: Any,
) -> Recommendation:
    """Talks and meeting. ``votes``: nominee → (named in talks, votes in the meeting); ``examinees`` go to inspection.

    May be corrected until the recommendation is closed; the history keeps every version.
    """
    election = locked(election, by=by, permission=RUN, stages=(Stage.REGISTRATION,))
    check_seen(fingerprint_of(recommendation_state(election)), seen)
    objections = not_after_today(meeting["talks_on"], meeting["meeting_on"])
    if meeting["present"] > meeting["due"]:
        objections.append(Objection("more-present-than-due", _("No more can be present than are due.")))
    if sum(vote for _talks, vote in votes.values()) > meeting["present"]:
        objections.append(Objection(MORE_VOTES, _("More votes than people present in the meeting.")))
    if sum(named for named, _vote in votes.values()) > meeting["talks_people"]:
        objections.append(Objection(MORE_VOTES, _("More were named in talks than people talked to.")))
    if objections:
        raise Refused(*objections)
    found, _new = Recommendation.objects.update_or_create(election=election, defaults={**meeting, "recorded_by": by})
    running = Nominee.objects.filter(election=election, withdrawn_on=None)
    for nominee in running.order_by("pk"):
        talks, vote = votes.get(nominee.pk, (0, 0))
        RecommendationVote.objects.update_or_create(
            nominee=nominee, defaults={"talk_votes": talks, "meeting_votes": vote}
        )
        if nominee.examinee != (nominee.pk in examinees):
            nominee.examinee = nominee.pk in examinees
            nominee.save(update_fields=["examinee"])
    record_step(election, "record_recommendation", by=by, target=election.stage, facts=meeting)
    return found


@transaction.atomic
def record_inspection(nominee: Nominee, *, by: User, seen: str = "", **result: Any) -> Inspection:
    """The inspection of one nominee; what is still missing is asked for when the stage is closed."""
    election = locked(nominee.election, by=by, permission=RUN, stages=(Stage.RECOMMENDED,))
    nominee = Nominee.objects.select_related("cadre").get(pk=nominee.pk)
    known = Inspection.objects.filter(nominee=nominee).first()
    check_seen(fingerprint(known, INSPECTION) if known else NOTHING, seen)
    objections = not_after_today(*(value for value in result.values() if isinstance(value, date)))
    if not nominee.examinee:
        objections.append(Objection("not-recommended", _("This nominee was not chosen for the inspection.")))
    book = rulebook(election.vacancy.post.organization.division_id, on=ELECTION.on(election))
    if len({person.strip() for person in result["team"]}) < book.number(TEAM):
        message = _("Name at least %(number)d different members of the team.") % {"number": book.number(TEAM)}
        objections.append(Objection("team-too-small", message, book.source(TEAM), TEAM))
    if objections:
        raise Refused(*objections)
    found, _new = Inspection.objects.update_or_create(nominee=nominee, defaults={**result, "recorded_by": by})
    record_step(
        election,
        "record_inspection",
        by=by,
        target=election.stage,
        reason=nominee.cadre.name,
        facts={"nominee": nominee.pk, "fit": result["fit"]},
    )
    return found


def inspections_state(election: Election) -> dict[str, Any]:
    """As ``recommendation_state``, of all inspections: ``<nominee>-<field>`` → value."""
    found = Inspection.objects.filter(nominee__election=election, nominee__withdrawn_on=None, nominee__examinee=True)
    return rows_state({str(one.nominee_id): one for one in found.order_by("nominee")}, INSPECTION)


@transaction.atomic
def record_inspections(
    election: Election, results: Mapping[int, dict[str, Any]], *, by: User, seen: str = ""
) -> Election:
    """The inspections of several nominees (key → result), all or none; a refusal names the nominee of each reason."""
    election = locked(election, by=by, permission=RUN, stages=(Stage.RECOMMENDED,))
    check_seen(fingerprint_of(inspections_state(election)), seen)
    running = Nominee.objects.filter(election=election, withdrawn_on=None, pk__in=results)
    nominees = {nominee.pk: nominee for nominee in running.select_related("cadre")}
    if nominees.keys() != results.keys():
        raise Refused(Objection("not-recommended", _("This nominee was not chosen for the inspection.")))
    refusals = Refusals()
    for pk in sorted(results):
        with refusals.about(nominees[pk].cadre.name):
            record_inspection(nominees[pk], by=by, **results[pk])
    refusals.raise_if_any()
    return election


@transaction.atomic
def enter_vote(
    election: Election, *, votes: Mapping[int, tuple[int, int, int]], by: User, seen: str = "", **meeting: Any
) -> Ballot:
    """The committee's vote. ``votes``: nominee → (agree, disagree, defer). Somebody else confirms it."""
    election = locked(election, by=by, permission=RUN, stages=(Stage.INSPECTED,))
    check_seen(fingerprint_of(ballot_state(election)), seen)
    objections = not_after_today(meeting["met_on"])
    voters = meeting["present"] - meeting.get("recused", 0)
    if meeting["present"] > meeting["due"] or voters < 0:
        objections.append(Objection("more-present-than-due", _("No more can be present than are due.")))
    if any(sum(tally) > voters for tally in votes.values()):
        objections.append(Objection(MORE_VOTES, _("More votes than members who voted.")))
    known = set(Nominee.objects.filter(election=election, examinee=True).values_list("pk", flat=True))
    if set(votes) != known:
        objections.append(Objection("not-all-voted", _("Enter the votes on every inspected nominee.")))
    if objections:
        raise Refused(*objections)
    ballot, _new = Ballot.objects.update_or_create(election=election, defaults={**meeting, "entered_by": by})
    for pk in sorted(votes):
        yes, no, deferred = votes[pk]
        BallotVote.objects.update_or_create(nominee_id=pk, defaults={"yes": yes, "no": no, "deferred": deferred})
    record_step(election, "enter_vote", by=by, target=election.stage, facts=meeting)
    return ballot


@transaction.atomic
def receive_complaint(election: Election, *, received_on: date, sender: str, content: str, by: User) -> Complaint:
    """An objection received while the public notice runs or before the appointment."""
    election = locked(election, by=by, permission=RUN, stages=(Stage.NOTICED,))
    if objections := not_after_today(received_on):
        raise Refused(*objections)
    found = Complaint.objects.create(
        election=election, received_on=received_on, sender=sender, content=content, recorded_by=by
    )
    record_step(election, "receive_complaint", by=by, target=election.stage, facts={"complaint": found.pk})
    return found


@transaction.atomic
def settle_complaint(complaint: Complaint, *, settlement: str, upheld: bool, by: User) -> Complaint:
    """How the objection was looked into and what came of it."""
    election = locked(complaint.election, by=by, permission=APPROVE, stages=(Stage.NOTICED,))
    complaint = Complaint.objects.select_for_update(of=["self"]).get(pk=complaint.pk)
    if complaint.settled_on is not None:
        raise Refused(Objection("settled-already", _("This objection has been settled already.")))
    if complaint.recorded_by_id == by.pk:
        raise Refused(Objection("same-hands", _("Who recorded the objection cannot settle it. Ask a second person.")))
    if not settlement.strip():
        raise Refused(Objection("settlement-missing", _("Write down how it was settled.")))
    complaint.settled_on, complaint.settled_by = timezone.localdate(), by
    complaint.settlement, complaint.upheld = settlement, upheld
    complaint.save(update_fields=["settled_on", "settled_by", "settlement", "upheld"])
    record_step(
        election,
        "settle_complaint",
        by=by,
        target=election.stage,
        reason=settlement,
        facts={"complaint": complaint.pk, "upheld": upheld},
    )
    return complaint


def confirm_ballot(taking: Taking) -> None:
    """The vote stands by a second person."""
    Ballot.objects.filter(election=taking.record).update(confirmed_by=taking.by)
