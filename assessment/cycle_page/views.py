from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessment.cycles import presenters
from assessment.cycles.choices import CycleStage
from assessment.cycles.facts import townships_of, with_progress
from assessment.cycles.forms import CycleForm
from assessment.cycles.lists import CYCLE_LIST
from assessment.cycles.models import Cycle
from assessment.cycles.services import open_cycle
from assessment.scores.services.cycle_moves import CYCLES, STEP_LABELS, move_cycle
from cadres.models import Step
from cadres.platform.log.services import available_moves, labelled
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Concerned, Matter, Paper, Part
from cadres.shared.pages.records import RecordDetail
from cadres.shared.pages.stage_progress import stage_progress


class CycleList(RecordList):
    definition = CYCLE_LIST
    empty_text = _("No cycle yet. Open one when a year's values begin to come in.")
    heading_actions = ((_("Open a cycle"), "assessment:cycle_new", "assessment.run_cycle"),)


class CycleNew(FormPage):
    form_class = CycleForm
    permission = "assessment.run_cycle"
    title = _("Open a cycle")
    submit_label = _("Open the cycle")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: CycleForm) -> Cycle:
        return open_cycle(**form.cleaned_data, by=self.request.user)


class CycleDetail(RecordDetail):
    model = Cycle
    template_name = "assessment/cycle_page/cycle_detail.html"
    permission = "assessment.view_cycle"

    def get_queryset(self) -> Any:
        return with_progress(super().get_queryset().for_list())

    def get_context(self, record: Cycle) -> dict[str, Any]:
        user = self.request.user
        collecting = record.stage == CycleStage.COLLECTING
        return {
            "stages": stage_progress(list(CycleStage), CycleStage(record.stage)),
            "townships": presenters.township_progress(townships_of(record.division_id), record),
            "progress": presenters.progress(record.entered, record.townships * record.indicators),
            "may_grade": record.stage == CycleStage.CONFIRMED and user.has_perm("assessment.confirm_grade"),
            "may_enter": collecting and user.has_perm("assessment.enter_value"),
            "available_moves": available_moves(CYCLES, record, user=user),
            # Entering values is told on the page of each township.
            "steps": labelled(Step.objects.of(record).exclude(move="values"), STEP_LABELS),
        }


class CycleMove(MovePage):
    model = Cycle
    workflow = CYCLES
    take = move_cycle

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("division", "system")

    def matter(self) -> Matter:
        record, known = self.record, self.facts
        facts = (
            (_("Division"), record.division),
            (_("Year"), str(record.year)),
            (_("Indicator system"), record.system),
            (_("Values entered"), _("%(used)d of %(allowed)d") % {"used": known.entered, "allowed": known.expected}),
            (_("Leaders scored"), known.scored),
            (_("Of them without a grade"), known.ungraded),
        )
        scores = f"{reverse('assessment:score_list')}?year={record.year}"
        return Matter(
            concerned=(Concerned(record, record.get_absolute_url()),),
            parts=(Part(_("The cycle"), facts),),
            papers=(Paper(_("Scores"), scores),),
        )
