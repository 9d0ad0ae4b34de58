"""An election as its pages show it, and the matter (事项) of who decides on it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cadres.platform.access_log.services import open_files
from cadres.platform.attachments.presenters import papers_on
from cadres.platform.attachments.services import Board, Wanted, boards
from cadres.registry.cadre_files.presenters import closed_file, concerned, results_text
from cadres.registry.sanctions.presenters import sanctions_text
from cadres.shared.names import joined
from cadres.shared.pages.matter import Matter, Paper, Part
from cadres.shared.regulations.decide import Split
from selection.elections.choices import Path, Stage
from selection.elections.models import Complaint, Election, Nominee
from selection.elections.rules import voting
from selection.elections.rules.dossier import Candidate, Facts
from selection.elections.workflow import INSPECTION_PAPERS_TAKEN, MINUTES_TAKEN


def plan_facts(record: Election) -> list[tuple[Any, Any]]:
    return [
        (_("Announced on"), record.announced_on or "–"),
        (_("Registration from"), record.registration_from or "–"),
        (_("Registration to"), record.registration_to or "–"),
        (_("Direct vote"), _("Yes") if record.direct_vote else _("No")),
        (_("Approval document of the superior"), record.approval_document or "–"),
        (_("Opened by"), record.opened_by),
        (_("Edition of the regulation"), record.edition),
    ]


def meeting_facts(facts: Facts) -> list[tuple[Any, Any]]:
    meeting = facts.recommendation
    if meeting is None:
        return []
    return [
        (_("Talks on"), meeting.talks_on),
        (_("People talked to"), meeting.talks_people),
        (_("Meeting on"), meeting.held_on),
        (_("Due to attend"), meeting.due),
        (_("Present"), meeting.present),
        (_("Needed for a quorum"), voting.quorum(meeting.due, facts.recommendation_quorum)),
    ]


def ballot_facts(facts: Facts, record: Election) -> list[tuple[Any, Any]]:
    meeting = facts.ballot
    if meeting is None:
        return []
    ballot: Any = record.ballot
    return [
        (_("Committee"), ballot.get_body_display()),
        (_("Met on"), meeting.held_on),
        (_("Members due"), meeting.due),
        (_("Members present"), meeting.present),
        (_("Recused"), meeting.recused),
        (_("Needed for a quorum"), voting.quorum(meeting.due, facts.edition.quorum)),
        (_("Votes needed"), voting.needed(meeting.due, facts.edition.majority)),
        (_("Minutes"), meeting.document),
        (_("Entered by"), ballot.entered_by),
        (_("Confirmed by"), ballot.confirmed_by or "–"),
    ]


def notice_facts(record: Election, years: tuple[int, ...]) -> list[tuple[Any, Any]]:
    if record.notice_from is None:
        return []
    facts: list[tuple[Any, Any]] = [(_("Notice from"), record.notice_from), (_("Notice until"), record.notice_until)]
    if record.notice_recorded_on and record.notice_recorded_on > record.notice_from:
        facts.append((_("Start recorded on"), record.notice_recorded_on))
        facts.append((_("Late entry"), _late_text(record)))
    if not record.notice_certain:
        facts.append((_("Holidays"), _("Not all known yet: the end may become another day.")))
        if years:
            facts.append((_("Calendars still missing"), joined(years)))
    if record.elected_on:
        facts.append((_("Elected on"), record.elected_on))
    if record.stage == Stage.APPOINTED:
        facts += [
            (_("Talk on"), record.talk_on),
            (_("Tenure from"), record.starts_on),
            (_("Appointment document"), record.document or "–"),
        ]
    return facts


def _late_text(record: Election) -> str:
    if record.late_by is None:
        return _("Not recognized: the notice counts from the day on which its start was recorded.")
    return _("Recognized by %(name)s: the notice counts from its first day on paper.") % {"name": record.late_by}


def papers(facts: Facts, record: Election, user: Any) -> dict[str, Any]:
    """The papers of each inspection and of the vote. One query, however many."""
    inspected = [one for one in facts.candidates if one.examination]
    wanted = [_inspection_papers(one, record) for one in inspected]
    ballot: Any = getattr(record, "ballot", None)
    if ballot is not None:
        wanted.append(Wanted("selection.ballot", ballot.pk, record.stage in MINUTES_TAKEN))
    if record.notice_from is not None:
        wanted.append(Wanted("selection.election", record.pk, record.stage == Stage.NOTICED))
    found: list[Board] = boards(wanted, by=user)
    by_model = {one.record_model: board for one, board in zip(wanted, found, strict=True)}
    return {
        "inspection_papers": list(zip(inspected, found, strict=False)),
        "ballot_papers": by_model.get("selection.ballot"),
        "notice_papers": by_model.get("selection.election"),
    }


def _inspection_papers(one: Any, record: Election) -> Wanted:
    found = one.examination
    texts = {key: paper for key, (_done, paper) in found.musts.items()}
    return Wanted("selection.inspection", found.pk, record.stage in INSPECTION_PAPERS_TAKEN, texts)


# --- the matter ---------------------------------------------------------------------------------

AFTER_THE_VOTE = ("publish", "appoint", "recognize", "elect")


def election_matter(record: Election, facts: Facts, move: str, *, by: Any) -> Matter:
    """About all who run, those inspected or the one chosen, by how far the election is. Papers cost one query."""
    shown = people_of(facts, move)
    parts = [_seat(record)]
    if move == "announce":
        parts.append(Part(_("Announcement"), (*plan_facts(record)[1:], *_texts(record))))
    told = open_files([one.cadre for one in shown], "matter", by=by)
    if move != "abandon":  # about the procedure, not about the people
        parts += [Part(one.name, tuple(candidate_facts(one)) if one.cadre in told else closed_file()) for one in shown]
    if move not in {"announce", "inspect"} and facts.recommendation:
        parts.append(Part(_("Recommendation"), tuple(meeting_facts(facts))))
    if facts.ballot:
        parts.append(Part(_("Vote of the committee"), tuple(ballot_facts(facts, record))))
    if move in {"appoint", "recognize"}:
        notice = notice_facts(record, facts.appointment.notice_unknown)
        parts.append(Part(_("Public notice"), (*notice, *objections_told(record))))
    return Matter(
        concerned=tuple(
            concerned(one.cadre, one.name, shown=one.cadre in told, what=_("Chosen") if one.pk == facts.winner else "")
            for one in shown
        ),
        parts=tuple(part for part in parts if part.facts),
        papers=_papers(record, facts, shown, by) if record.stage not in {Stage.PREPARED, Stage.REGISTRATION} else None,
    )


def people_of(facts: Facts, move: str) -> tuple[Candidate, ...]:
    """Of whom a move is: the one chosen, else those inspected, else all who run."""
    if move in AFTER_THE_VOTE and facts.chosen:
        return (facts.chosen,)
    if move in AFTER_THE_VOTE:  # a direct vote: nobody is chosen before the members have spoken
        return facts.let_stand
    return facts.examinees if move in {"inspect", "decide"} else facts.running


def candidate_facts(one: Candidate, *, with_inspection: bool = True) -> list[tuple[Any, Any]]:
    """What is known of a nominee, as far as it has come."""
    found = [
        (_("Present posts"), joined(held.post_name for held in one.now_held)),
        (_("Way in"), Path(one.path).label),
        (_("Yearly results"), results_text(one.results)),
        (_("Sanctions"), sanctions_text(one.sanctions)),
    ]
    if one.meeting_votes is not None:
        votes = _("%(talks)s in talks, %(votes)s in the meeting")
        found.append((_("Recommended by"), votes % {"talks": one.talk_votes, "votes": one.meeting_votes}))
    if one.examination and with_inspection:
        found.append((_("Inspection"), _("Fit") if one.examination.fit else _("Not fit")))
        found.append((_("Conclusion"), one.examination.conclusion))
    if one.tally:
        tally = _("%(yes)d agree, %(no)d disagree, %(deferred)d defer")
        found.append((_("Committee's vote"), tally % vars(one.tally)))
    if one.waived:
        found.append((_("Exceptions granted"), joined(one.waived)))
    return found


def complaint_matter(record: Complaint, *, by: Any) -> Matter:
    """The objection received, and about whom it is."""
    winner = record.election.winner
    people = ()
    if winner is not None:
        told = open_files([winner.cadre_id], "matter", by=by)
        people = (concerned(winner.cadre_id, winner.cadre.name, shown=bool(told), what=_("Chosen")),)
    facts = (
        (_("Received on"), record.received_on),
        (pgettext("objection", "From"), record.sender),
        (_("Content"), record.content),
        (_("Recorded by"), record.recorded_by),
    )
    return Matter(
        concerned=people,
        parts=(_seat(record.election), Part(_("The objection"), facts)),
        follows=_(
            "Not upheld, it no longer stands against the appointment. Upheld, nobody can be appointed by this "
            "election, which is abandoned. The answer stays on record and cannot be changed."
        ),
    )


def waiver_matter(nominee: Nominee, one: Candidate, split: Split, *, by: Any) -> Matter:
    """The nominee with everything that the rules object, of which one rule is to be set aside."""
    told = open_files([one.cadre], "matter", by=by)
    facts = tuple(candidate_facts(one)) if told else closed_file()
    return Matter(
        concerned=(concerned(one.cadre, one.name, shown=bool(told)),),
        parts=(_seat(nominee.election), Part(one.name, facts)),
        against=split,
        follows=_(
            "The rule no longer stands against this nominee in this election, and nowhere else. Reason and document "
            "stay on record."
        ),
    )


def _seat(record: Election) -> Part:
    vacancy = record.vacancy
    facts = [
        (_("Post"), vacancy.post),
        (_("Cause"), vacancy.get_cause_display()),
        (_("Free from"), vacancy.free_on),
        (_("To be filled by"), vacancy.wanted_by),
        (_("Opened by"), record.opened_by),
    ]
    return Part(_("The vacancy"), tuple(facts))


def _texts(record: Election) -> list[tuple[Any, Any]]:
    return [(_("Text"), record.announcement), (_("Conditions"), record.conditions)]


def objections_told(record: Election) -> list[tuple[Any, Any]]:
    """The objections received, each with what came of it."""
    found = []
    for row in record.complaint_rows:  # type: ignore[attr-defined]  # annotated by ``elections_with_facts``
        answer = row["settlement"] if row["settled_on"] else _("Not settled yet.")
        found.append((_("Objection by %(sender)s") % {"sender": row["sender"]}, f"{row['content']} – {answer}"))
    return found or [(_("Objections received"), _("None."))]


def _papers(record: Election, facts: Facts, shown: Iterable[Candidate], by: Any) -> tuple[Paper, ...]:
    found = papers(facts, record, by)
    people = {one.pk for one in shown}
    listed: list[Paper] = []
    for one, board in found["inspection_papers"]:
        if one.pk in people:
            title = _("Inspection of %(name)s") % {"name": one.name}
            listed.append(Paper(title, reverse("selection:inspection_detail", args=[one.examination.pk])))
            listed += papers_on(board, of=one.name)
    if found["ballot_papers"] is not None:
        listed += papers_on(found["ballot_papers"])
    if found["notice_papers"] is not None:
        listed += papers_on(found["notice_papers"])
    return tuple(listed)
