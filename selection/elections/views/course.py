"""The whole-course record of an election (选拔任用全程纪实表): written by the program from what is on record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cadres.models import Step
from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings
from cadres.platform.log.services import labelled
from cadres.shared.names import joined
from cadres.shared.pages.records import RecordDetail
from cadres.shared.phrases import beside, clauses, days_text
from selection.elections.choices import Path, Stage
from selection.elections.facts import collect_facts, elections_with_facts
from selection.elections.models import Election
from selection.elections.presenters import (
    ballot_facts,
    meeting_facts,
    notice_facts,
    objections_told,
    papers,
    plan_facts,
)
from selection.elections.rules.course import missing
from selection.elections.rules.dossier import Candidate, Facts
from selection.elections.views.dossier import LABELS
from selection.elections.workflow import MOVES


@dataclass
class Section:
    """One part of the record: what is on record, who did what, what is wanting."""

    title: str
    stages: tuple[Stage, ...]
    rows: list[tuple[Any, Any]]
    steps: list[Step] = field(default_factory=list)
    wanting: list[str] = field(default_factory=list)


class ElectionCourse(RecordDetail):
    """To print; opening it is recorded as printing, of each nominee."""

    model = Election
    permission = "selection.view_election"
    template_name = "selection/elections/course.html"

    def get_queryset(self):
        return elections_with_facts(super().get_queryset())

    def get_context(self, record):
        user = self.request.user
        facts = collect_facts(record, user, {})
        people = [one.cadre for one in facts.candidates]
        record_readings(people, "course", by=user, kind=AccessKind.PRINT, reason=str(record))
        sections = sections_of(record, facts)
        steps = labelled(Step.objects.of(record).select_related("by"), LABELS)
        wanting = missing(facts, Stage(record.stage), MOVES)
        for section in sections:
            section.steps = [step for step in steps if (step.source or step.target) in section.stages]
            section.wanting = [one.message for stage in section.stages for one in wanting.get(stage, ())]
        scans = list(unscanned(papers(facts, record, user)))
        return {
            "sections": sections,
            "unscanned": scans,
            "seat": record.vacancy.post,
            "back": record.get_absolute_url(),
        }


def sections_of(record: Election, facts: Facts) -> list[Section]:
    found = [
        Section(_("Plan and announcement"), (Stage.PREPARED,), plan_facts(record)),
        Section(
            _("Nominees and recommendation"),
            (Stage.REGISTRATION,),
            [*((one.name, nominee_text(one)) for one in facts.candidates), *meeting_facts(facts)],
        ),
        Section(
            _("Inspection"),
            (Stage.RECOMMENDED,),
            [(one.name, inspection_text(one)) for one in facts.examinees if one.examination],
        ),
        Section(
            _("Decision of the committee"),
            (Stage.INSPECTED,),
            [*ballot_facts(facts, record), *((one.name, tally_text(one)) for one in facts.examinees if one.tally)],
        ),
        Section(
            _("Public notice"),
            (Stage.DECIDED, Stage.NOTICED),
            [*notice_facts(record, facts.appointment.notice_unknown), *objections_told(record)]
            if record.notice_from
            else [],
        ),
    ]
    if facts.electorate is not None:
        held = [
            (one.session, clauses((one.get_stage_display(), days_text(one.held_on, one.held_on))))
            for one in record.assemblies.all()
        ]
        found.append(Section(_("Election by those entitled"), (Stage.ELECTED,), held))
    end = Stage.ABANDONED if record.stage == Stage.ABANDONED else Stage.APPOINTED
    closed = [(_("Closed on"), record.closed_on)] if record.closed_on else []
    found.append(Section(end.label, (end,), closed))
    return found


def nominee_text(one: Candidate) -> str:
    way = str(Path(one.path).label)
    if one.withdrawn:
        way = beside(way, _("withdrawn"))
    if one.meeting_votes is None:
        return way
    votes = _("%(talks)s in talks, %(votes)s in the meeting") % {"talks": one.talk_votes, "votes": one.meeting_votes}
    return clauses((way, votes))


def inspection_text(one: Candidate) -> str:
    found = one.examination
    if found is None:
        return ""
    fit = _("Fit") if found.fit else _("Not fit")
    return clauses((days_text(found.began_on, found.ended_on), joined(found.team), fit, found.conclusion))


def tally_text(one: Candidate) -> str:
    return _("%(yes)d agree, %(no)d disagree, %(deferred)d defer") % vars(one.tally) if one.tally else ""


def unscanned(found: dict[str, Any]) -> Iterator[str]:
    """The places for papers in which none lies."""
    boards = [(one.name, board) for one, board in found["inspection_papers"]]
    boards += [("", board) for board in (found["ballot_papers"], found["notice_papers"]) if board is not None]
    for whose, board in boards:
        for place in board.places:
            if place.paper is None:
                yield beside(place.slot.label, whose) if whose else str(place.slot.label)
