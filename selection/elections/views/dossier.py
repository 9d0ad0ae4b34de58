"""List, page, plan and moves of elections."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Step
from cadres.platform.attachments.services import Board, Wanted, boards
from cadres.platform.log.services import OVERRIDE, available_moves, labelled
from cadres.shared.charts.bars import Shares, layout_shares
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.rows import RowChart
from cadres.shared.lists.views import RecordList
from cadres.shared.names import joined
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.records import RecordDetail
from cadres.shared.pages.stage_progress import stage_progress
from cadres.shared.regulations.decide import split_by_action
from selection.elections import services
from selection.elections.choices import OPEN, Path, Stage
from selection.elections.facts import collect_facts, elections_with_facts
from selection.elections.forms import PLAN, PlanForm
from selection.elections.lists import ELECTION_LIST
from selection.elections.models import Election
from selection.elections.rules import eligibility, voting
from selection.elections.rules.breadth import breadth
from selection.elections.rules.dossier import Candidate, Facts
from selection.elections.workflow import APPROVE, INSPECTION_PAPERS_TAKEN, MINUTES_TAKEN, RUN
from selection.vacancies.models import Vacancy

LABELS = services.WORKFLOW.labels | {
    "open": _("Opened"),
    "plan": _("Plan changed"),
    "register": _("Nominee registered"),
    "withdraw": _("Nominee withdrawn"),
    "waive": _("Exception granted"),
    "record_recommendation": _("Recommendation recorded"),
    "record_inspection": _("Inspection recorded"),
    "enter_vote": _("Vote entered"),
    "receive_complaint": _("Objection received"),
    "settle_complaint": _("Objection settled"),
    "notice_recomputed": _("End of the notice computed again"),
}
WAY = (*OPEN, Stage.APPOINTED)
ORIGIN_LABELS = {
    "same_township": _("Same township"),
    "other_township": _("Other township"),
    "county_organ": _("County organ"),
    "no_post": _("No leading post"),
}


class ElectionList(RecordList):
    definition = ELECTION_LIST
    empty_text = _("No election. Open one from a vacancy.")


class ElectionDetail(RecordDetail):
    """The dossier: stage, evidence, who may do what next and what stands against it."""

    model = Election
    permission = "selection.view_election"
    template_name = "selection/elections/election_detail.html"

    def get_queryset(self):
        return elections_with_facts(super().get_queryset())

    def get_context(self, record):
        user = self.request.user
        facts = collect_facts(record, user, {})
        complaints = [{**row, "received_on": date.fromisoformat(row["received_on"])} for row in record.complaint_rows]
        return {
            "known": facts,
            "seat": record.vacancy.post,
            "stages": stage_progress(WAY, Stage(record.stage)),
            "plan_facts": plan_facts(record),
            "candidates": [describe(one, facts, user, record) for one in facts.candidates],
            "meeting_facts": meeting_facts(facts),
            "ballot_facts": ballot_facts(facts, record),
            "notice_facts": notice_facts(record, facts.appointment.notice_unknown),
            **papers(facts, record, user),
            "complaints": complaints,
            "may_settle": record.stage == Stage.NOTICED and user.has_perm(APPROVE),
            "breadth": breadth_charts(facts),
            "work": work(record, user),
            "available_moves": available_moves(services.WORKFLOW, record, user=user, facts=facts),
            "steps": labelled(Step.objects.of(record), LABELS),
        }


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


def describe(one: Candidate, facts: Facts, user: Any, record: Election) -> dict[str, Any]:
    """A nominee as the page shows one: with objections to eligibility, votes, inspection and what may be done."""
    split = split_by_action(eligibility.check(one, facts), facts.book.action)
    open_now = record.stage in OPEN
    return {
        "one": one,
        "path": Path(one.path).label,
        "objections": [*split.blocking, *split.overridable, *split.reminding]
        if open_now and not one.withdrawn
        else [],
        "waive_url": reverse("selection:nominee_waive", args=[one.pk])
        if split.overridable and open_now and not one.withdrawn and user.has_perm(OVERRIDE)
        else "",
        "withdraw_url": reverse("selection:nominee_withdraw", args=[one.pk])
        if record.stage == Stage.REGISTRATION and not one.withdrawn and user.has_perm(RUN)
        else "",
        "inspect_url": reverse("selection:inspection_record", args=[one.pk])
        if record.stage == Stage.RECOMMENDED and one.examinee and user.has_perm(RUN)
        else "",
        "passes": bool(facts.ballot and one.tally and voting.passes(one.tally.yes, facts.ballot.due, facts.edition)),
        "won": one.pk == facts.winner,
    }


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
    if not record.notice_certain:
        facts.append((_("Holidays"), _("Not all known yet: the end may become another day.")))
        if years:
            facts.append((_("Calendars still missing"), joined(years)))
    if record.stage == Stage.APPOINTED:
        facts += [
            (_("Talk on"), record.talk_on),
            (_("Tenure from"), record.starts_on),
            (_("Appointment document"), record.document or "–"),
        ]
    return facts


def papers(facts: Facts, record: Election, user: Any) -> dict[str, Any]:
    """The papers of each inspection and of the vote. One query, however many."""
    inspected = [one for one in facts.candidates if one.examination]
    wanted = [_inspection_papers(one, record) for one in inspected]
    ballot: Any = getattr(record, "ballot", None)
    if ballot is not None:
        wanted.append(Wanted("selection.ballot", ballot.pk, record.stage in MINUTES_TAKEN))
    found: list[Board] = boards(wanted, by=user)
    return {
        "inspection_papers": list(zip(inspected, found, strict=False)),
        "ballot_papers": found[-1] if ballot is not None else None,
    }


def _inspection_papers(one: Any, record: Election) -> Wanted:
    found = one.examination
    texts = {key: paper for key, (_done, paper) in found.musts.items()}
    return Wanted("selection.inspection", found.pk, record.stage in INSPECTION_PAPERS_TAKEN, texts)


def breadth_charts(facts: Facts) -> dict[str, Any]:
    found = breadth(facts.candidates, facts.seat)
    total = max(found.entrants, 1)

    def chart(key: str, title: str, counts: dict[str, int], labels: dict[str, Any]) -> RowChart:
        names = [labels[name] for name in counts]
        values = Series(_("Entrants"), list(counts.values()))
        return layout_shares(About(key, title), names, Shares(values, [total] * len(names)))

    return {
        "facts": [
            (_("Entrants"), found.entrants),
            (_("Nominators"), found.nominators),
            (_("Ways in used"), len(found.paths)),
        ],
        "charts": [
            chart("ways", _("Ways in"), found.paths, {str(path): path.label for path in Path}),
            chart("origins", _("Where they serve now"), found.origins, ORIGIN_LABELS),
        ],
    }


def work(record: Election, user: Any) -> list[tuple[Any, str]]:
    """The forms that bring evidence at the present stage."""
    pages = {
        Stage.PREPARED: (("election_plan", _("Edit the plan")),),
        Stage.REGISTRATION: (
            ("nominee_register", _("Register a nominee")),
            ("recommendation_record", _("Record the recommendation")),
        ),
        Stage.RECOMMENDED: (("inspections_record", _("Record the inspections")),),
        Stage.INSPECTED: (("ballot_enter", _("Enter the vote")),),
        Stage.NOTICED: (("complaint_receive", _("Record an objection received")),),
    }
    if not user.has_perm(RUN):
        return []
    return [
        (label, reverse(f"selection:{name}", args=[record.pk])) for name, label in pages.get(Stage(record.stage), ())
    ]


class ElectionOpen(FormPage):
    """Opens the election of the vacancy in the address."""

    form_class = PlanForm
    model = Vacancy
    permission = RUN
    title = _("Open an election")
    submit_label = _("Open")
    success_message = _("The election is open. A department leader announces it.")

    def get_queryset(self):
        return super().get_queryset().for_list()

    def save(self, form):
        return services.open_election(self.record, by=self.request.user, **_plan(form))


class ElectionPlan(FormPage):
    form_class = PlanForm
    model = Election
    permission = RUN
    title = _("Edit the plan")

    def get_form_kwargs(self):
        return {"instance": self.get_queryset().get(pk=self.record.pk)}

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return services.plan_election(self.record, by=self.request.user, seen=seen, **_plan(form))


def _plan(form: Any) -> dict[str, Any]:
    return {field: form.cleaned_data[field] for field in PLAN}


class ElectionMove(MovePage):
    model = Election
    workflow = services.WORKFLOW
    take = services.take

    def get_queryset(self):
        return super().get_queryset().select_related("vacancy__post__organization", "ballot")
