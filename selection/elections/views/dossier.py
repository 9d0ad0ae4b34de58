"""List, page, plan and moves of elections."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Step
from cadres.platform.log.services import OVERRIDE, available_moves, labelled
from cadres.shared.charts.bars import Shares, layout_shares
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.rows import RowChart
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Matter
from cadres.shared.pages.records import RecordDetail
from cadres.shared.pages.stage_progress import stage_progress
from cadres.shared.regulations.decide import split_by_action
from selection.elections import services
from selection.elections.choices import OPEN, Path, Stage
from selection.elections.facts import collect_facts, elections_with_facts
from selection.elections.forms import PLAN, PlanForm
from selection.elections.lists import ELECTION_LIST
from selection.elections.models import Election
from selection.elections.presenters import (
    ballot_facts,
    election_matter,
    meeting_facts,
    notice_facts,
    papers,
    plan_facts,
)
from selection.elections.rules import eligibility, voting
from selection.elections.rules.breadth import breadth
from selection.elections.rules.dossier import Candidate, Facts
from selection.elections.services.announcement import drafted
from selection.elections.workflow import APPROVE, RUN
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
            "stages": stage_progress(way_of(record, facts), Stage(record.stage)),
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
            "available_moves": [
                one
                for one in available_moves(services.WORKFLOW, record, user=user, facts=facts)
                if possible_at_all(one.move.name, record, facts)
            ],
            **assemblies(record, facts, user),
            "steps": labelled(Step.objects.of(record), LABELS),
        }


def way_of(record: Election, facts: Facts) -> tuple[Stage, ...]:
    """The stages that this election goes through; heads of earlier years were appointed without a congress."""
    elects = facts.electorate is not None and (record.stage != Stage.APPOINTED or record.elected_on is not None)
    return tuple(one for one in (*OPEN, Stage.APPOINTED) if elects or one != Stage.ELECTED)


def possible_at_all(move: str, record: Election, facts: Facts) -> bool:
    """Not shown where nothing is to be recognized; a result is taken over by who declares it."""
    if move == "recognize":
        return record.is_late and record.late_by_id is None
    return move != "elect" or facts.result is not None


def assemblies(record: Election, facts: Facts, user: Any) -> dict[str, Any]:
    """Those who elected or are to elect; asked for only where somebody does."""
    if facts.electorate is None:
        return {"assemblies": None}
    found = list(record.assemblies.all())
    waits = record.stage == Stage.NOTICED and all(one.closed_on and not one.elected_id for one in found)
    return {
        "assemblies": found,
        "electorate": facts.electorate.label,
        "may_convene": waits and user.has_perm(RUN),
    }


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
        return super().get_queryset().for_list().select_related("post__organization__division__parent")

    def get_form_kwargs(self):
        return {"initial": drafted(self.record)}

    def save(self, form):
        return services.open_election(self.record, by=self.request.user, **_plan(form))


class ElectionPlan(FormPage):
    form_class = PlanForm
    model = Election
    permission = RUN
    title = _("Edit the plan")

    def get_queryset(self):
        return super().get_queryset().select_related("vacancy__post__organization__division__parent")

    def get_form_kwargs(self):
        """What is still empty comes with a first version of its text."""
        found = self.get_queryset().get(pk=self.record.pk)
        missing = [name for name in ("announcement", "conditions") if not getattr(found, name).strip()]
        first = drafted(found.vacancy) if missing else {}
        return {"instance": found, "initial": {name: first[name] for name in missing}}

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
        return elections_with_facts(super().get_queryset())

    def matter(self) -> Matter:
        return election_matter(self.record, self.facts, self.move.name, by=self.request.user)
