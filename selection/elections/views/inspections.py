"""The page of one inspection (考察): who was talked to, what was checked, on which papers, what came of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.services import open_part
from cadres.platform.attachments.services import board_of
from cadres.shared.names import joined
from cadres.shared.pages.records import RecordDetail
from cadres.shared.regulations.decide import split_by_action
from selection.elections.choices import OPEN, Stage
from selection.elections.facts import collect_facts
from selection.elections.models import Inspection
from selection.elections.presenters import candidate_facts, meeting_facts
from selection.elections.rules import eligibility
from selection.elections.rules.procedure import must_names
from selection.elections.workflow import RUN


class InspectionDetail(RecordDetail):
    """Read by whoever reads the election, unless the file of the inspected is closed to him."""

    model = Inspection
    permission = "selection.view_election"
    template_name = "selection/elections/inspection_detail.html"

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.select_related("recorded_by", "nominee__cadre", "nominee__election__vacancy__post__organization")

    def check_record(self, record: Inspection) -> None:
        open_part(record.nominee.cadre, "inspection", by=self.request.user)

    def get_context(self, record: Inspection) -> dict[str, Any]:
        user, election = self.request.user, record.nominee.election
        facts = collect_facts(election, user, {})
        one = next(each for each in facts.candidates if each.pk == record.nominee_id)
        split = split_by_action(eligibility.check(one, facts), facts.book.action)
        return {
            "election": election,
            "cadre": record.nominee.cadre,
            "facts": inspection_facts(record),
            "musts": musts_of(record),
            "person": candidate_facts(one, with_inspection=False),
            "meeting": meeting_facts(facts),
            "objections": [*split.blocking, *split.overridable, *split.reminding] if election.stage in OPEN else [],
            "papers": board_of(record, texts_of(record), by=user),
            "change_url": reverse("selection:inspection_record", args=[record.nominee_id])
            if election.stage == Stage.RECOMMENDED and user.has_perm(RUN)
            else "",
        }


def inspection_facts(record: Inspection) -> list[tuple[Any, Any]]:
    return [
        (_("Team"), joined(record.team)),
        (_("First day"), record.began_on),
        (_("Last day"), record.ended_on),
        (_("Integrity opinion signed by the secretary"), record.signed_by_secretary),
        (_("Integrity opinion signed by the discipline secretary"), record.signed_by_discipline),
        (_("Recorded by"), record.recorded_by),
    ]


def musts_of(record: Inspection) -> list[dict[str, Any]]:
    """The four musts (凡提四必), each with its day and the paper that is named."""
    return [
        {"name": name, "on": getattr(record, f"{must}_on"), "paper": getattr(record, f"{must}_paper")}
        for must, name in must_names().items()
    ]


def texts_of(record: Inspection) -> dict[str, str]:
    return {must: getattr(record, f"{must}_paper") for must in must_names()}
