"""Pages of the assessment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessment import presenters
from assessment.choices import CycleStage, SystemStage
from assessment.facts import townships_of, with_progress
from assessment.filters import CycleFilter, ScoreFilter, SystemFilter
from assessment.forms import CycleForm, GradeForm, IndicatorForm, InForceForm, SystemForm, ValuesForm
from assessment.models import Cycle, Indicator, IndicatorSystem, Score, ScorePart, Value
from assessment.services import (
    CYCLES,
    GRADE_FIELDS,
    SYSTEMS,
    change_indicator,
    confirm_grade,
    copy_system,
    define_system,
    enter_values,
    move_cycle,
    move_system,
    open_cycle,
    remove_indicator,
)
from assessment.tables import CycleTable, ScoreTable, SystemTable
from cadres.models import Division, DivisionProfile, Step
from cadres.services.steps import labelled, offers
from cadres.shared.forms import DecisionForm, MoveForm
from cadres.shared.stages import stations
from cadres.shared.views import FormPage, Guarded, MovePage, RecordDetail, RecordList

# --- indicator systems --------------------------------------------------------------------------


SYSTEM_LABELS = SYSTEMS.labels | {
    "define": _("Defined"),
    "copied_from": _("Copied from an earlier version"),
    "change_indicator": _("Indicator changed"),
    "remove_indicator": _("Indicator removed"),
}
CYCLE_LABELS = CYCLES.labels | {"open": _("Cycle opened"), "grade": _("Grade confirmed")}
VALUE_LABELS = {"values": _("Values entered")}


class SystemList(RecordList):
    model = IndicatorSystem
    table_class = SystemTable
    filterset_class = SystemFilter
    permission = "assessment.view_system"
    title = _("Indicator systems")
    empty_text = _("No indicator system yet. Make one from the shipped indicators and put it in force.")
    heading_actions = ((_("New indicator system"), "assessment:system_new", "assessment.change_system"),)


class SystemNew(FormPage):
    form_class = SystemForm
    permission = "assessment.change_system"
    title = _("New indicator system")
    success_message = _("A draft with the shipped indicators. Change what you need; a leader puts it in force.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: SystemForm) -> IndicatorSystem:
        return define_system(**form.cleaned_data, by=self.request.user)


class SystemDetail(RecordDetail):
    model = IndicatorSystem
    template_name = "assessment/system_detail.html"
    permission = "assessment.view_system"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("division")

    def get_context(self, record: IndicatorSystem) -> dict[str, Any]:
        indicators = list(record.indicators.all())
        user = self.request.user
        return {
            "indicators": indicators,
            "weight_sum": sum(row.weight for row in indicators),
            "may_change": record.stage == SystemStage.DRAFT and user.has_perm("assessment.change_system"),
            "may_copy": record.stage != SystemStage.DRAFT and user.has_perm("assessment.change_system"),
            "dimensions": presenters.dimension_bars(indicators),
            "offers": offers(SYSTEMS, record, user=user),
            "steps": labelled(Step.objects.of(record), SYSTEM_LABELS),
        }


class SystemMove(MovePage):
    model = IndicatorSystem
    workflow = SYSTEMS
    take = move_system
    forms = {"put_in_force": InForceForm, "retire": InForceForm}


class SystemCopy(FormPage):
    """The next version, as a draft."""

    model = IndicatorSystem
    form_class = MoveForm
    permission = "assessment.change_system"
    title = _("Copy as a new version")
    submit_label = _("Make the draft")
    template_name = "assessment/confirm.html"

    def get_context(self) -> dict[str, Any]:
        return {
            "text": _("A draft of the next version is made with the same indicators. This version stays as it is.")
        }

    def save(self, _form: MoveForm) -> IndicatorSystem:
        return copy_system(self.record, by=self.request.user)


class IndicatorChange(FormPage):
    """Change an indicator of a draft, or add one (``code`` absent)."""

    model = IndicatorSystem
    form_class = IndicatorForm
    permission = "assessment.change_system"

    @cached_property
    def indicator(self) -> Indicator | None:
        code = self.kwargs.get("code")
        return get_object_or_404(Indicator, system=self.record, code=code) if code else None

    @property
    def title(self) -> Any:  # type: ignore[override]
        return self.indicator.title if self.indicator else _("Add an indicator")

    def get_form_kwargs(self) -> dict[str, Any]:
        known = self.indicator and Indicator.objects.filter(pk=self.indicator.pk).first()
        return {"instance": known or Indicator(system=self.record)}

    def save(self, form: IndicatorForm) -> IndicatorSystem:
        seen = form.cleaned_data["seen"]
        change_indicator(self.record, self.indicator, by=self.request.user, seen=seen, **form.values())
        return self.record


class IndicatorRemove(FormPage):
    model = IndicatorSystem
    form_class = MoveForm
    permission = "assessment.change_system"
    title = _("Remove the indicator")
    submit_label = _("Remove")
    template_name = "assessment/confirm.html"

    @cached_property
    def indicator(self) -> Indicator:
        return get_object_or_404(
            Indicator.objects.select_related("system"), system=self.record, code=self.kwargs["code"]
        )

    def get_context(self) -> dict[str, Any]:
        return {"text": self.indicator.title}

    def save(self, _form: MoveForm) -> IndicatorSystem:
        remove_indicator(self.indicator, by=self.request.user)
        return self.record


# --- cycles and values --------------------------------------------------------------------------


class CycleList(RecordList):
    model = Cycle
    table_class = CycleTable
    filterset_class = CycleFilter
    permission = "assessment.view_cycle"
    title = _("Assessment cycles")
    default_sort = "-year"
    empty_text = _("No cycle yet. Open one when a year's values begin to come in.")
    heading_actions = ((_("Open a cycle"), "assessment:cycle_new", "assessment.run_cycle"),)

    def get_queryset(self) -> Any:
        return with_progress(super().get_queryset())


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
    template_name = "assessment/cycle_detail.html"
    permission = "assessment.view_cycle"

    def get_queryset(self) -> Any:
        return with_progress(super().get_queryset().for_list())

    def get_context(self, record: Cycle) -> dict[str, Any]:
        user = self.request.user
        collecting = record.stage == CycleStage.COLLECTING
        return {
            "stages": stations(list(CycleStage), CycleStage(record.stage)),
            "townships": presenters.township_progress(townships_of(record.division_id), record),
            "progress": presenters.progress(record.entered, record.townships * record.indicators),
            "may_enter": collecting and user.has_perm("assessment.enter_value"),
            "offers": offers(CYCLES, record, user=user),
            # Entering values is told on the page of each township.
            "steps": labelled(Step.objects.of(record).exclude(move="values"), CYCLE_LABELS),
        }


class CycleMove(MovePage):
    model = Cycle
    workflow = CYCLES
    take = move_cycle
    default_form = DecisionForm

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("division")


class ValueEntry(FormPage):
    """All indicators of one township: saved together or not at all."""

    model = Cycle
    form_class = ValuesForm
    permission = "assessment.enter_value"
    template_name = "assessment/value_entry.html"
    success_message = _("Values saved.")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("division")

    @cached_property
    def township(self) -> Division:
        return get_object_or_404(townships_of(self.record.division_id), pk=self.kwargs["township"])

    @property
    def title(self) -> str:  # type: ignore[override]
        names = {"township": self.township, "year": self.record.year}
        return _now("Values of %(township)s, %(year)s") % names

    def get_form_kwargs(self) -> dict[str, Any]:
        last = Value.objects.filter(
            division=self.township, cycle__division=self.record.division_id, cycle__year=self.record.year - 1
        )
        return {
            "indicators": list(Indicator.objects.filter(system=self.record.system_id)),
            "values": list(Value.objects.filter(cycle=self.record, division=self.township)),
            "last": dict(last.values_list("indicator__code", "number")),
        }

    def get_context(self) -> dict[str, Any]:
        entered = Step.objects.of(self.record).filter(move="values", facts__township=self.township.pk)
        return {
            "township": self.township,
            "open": self.record.stage == CycleStage.COLLECTING,
            "steps": labelled(entered, VALUE_LABELS),
        }

    def save(self, form: ValuesForm) -> Cycle:
        data = form.cleaned_data
        enter_values(
            self.record,
            self.township,
            form.numbers(),
            by=self.request.user,
            checked=data["checked"],
            seen=data["seen"],
        )
        return self.record


# --- scores -------------------------------------------------------------------------------------


class ScoreList(RecordList):
    model = Score
    table_class = ScoreTable
    filterset_class = ScoreFilter
    permission = "assessment.view_score"
    personal = "tenure__cadre_id"
    title = _("Scores")
    empty_text = _("No scores yet. They appear when a cycle is scored.")


class ScoreDetail(RecordDetail):
    """One score, explained from its stored parts."""

    model = Score
    template_name = "assessment/score_detail.html"
    permission = "assessment.view_score"

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .for_list()
            .select_related("cycle", "division", "tenure__cadre", "tenure__post", "graded_by")
        )

    def get_context(self, record: Score) -> dict[str, Any]:
        parts = list(ScorePart.objects.filter(score=record).select_related("indicator"))
        profile = (
            DivisionProfile.objects.filter(division=record.division_id, year__lte=record.cycle.year)
            .order_by("-year")
            .first()
        )
        return {
            "parts": parts,
            "bars": presenters.part_bars(parts),
            "facts": presenters.score_facts(record),
            "conditions": presenters.conditions(profile),
            "may_grade": presenters.may_grade(record, self.request.user),
            "steps": labelled(Step.objects.of(record), CYCLE_LABELS),
        }


class ScoreGrade(FormPage):
    model = Score
    form_class = GradeForm
    permission = "assessment.confirm_grade"
    title = _("Confirm the grade")
    submit_label = _("Confirm")
    success_message = _("Grade confirmed; it stands in the file.")
    template_name = "assessment/score_grade.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().for_list()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            "initial": {"grade": self.record.grade or self.record.band},
            "state": {name: getattr(self.record, name) for name in GRADE_FIELDS},
        }

    def get_context(self) -> dict[str, Any]:
        return {"facts": presenters.score_facts(self.record)}

    def save(self, form: GradeForm) -> Score:
        seen = form.cleaned_data["seen"]
        return confirm_grade(self.record, **form.values(), by=self.request.user, seen=seen)


class MyAssessment(Guarded):
    """A township leader's own confirmed results."""

    permission = "assessment.view_own"

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.cadre_id is None:
            return redirect("home")
        scores = Score.objects.visible_to(request.user).for_list().order_by("-cycle__year", "pk")
        rows = presenters.own_results(scores.prefetch_related("parts__indicator"))
        return render(request, "assessment/my_assessment.html", {"results": rows})
