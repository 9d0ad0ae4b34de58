from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from assessment.systems import presenters
from assessment.systems.choices import SystemStage
from assessment.systems.forms import IndicatorForm, SystemForm
from assessment.systems.lists import SYSTEM_LIST
from assessment.systems.models import Indicator, IndicatorSystem
from assessment.systems.presenters import plain
from assessment.systems.services.systems import (
    SYSTEMS,
    change_indicator,
    copy_system,
    define_system,
    move_system,
    remove_indicator,
)
from cadres.models import Step
from cadres.platform.log.services import available_moves, labelled
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.forms import MoveForm
from cadres.shared.pages.matter import Concerned, Matter, Part
from cadres.shared.pages.records import RecordDetail

SYSTEM_LABELS = SYSTEMS.labels | {
    "define": _("Defined"),
    "copied_from": _("Copied from an earlier version"),
    "change_indicator": _("Indicator changed"),
    "remove_indicator": _("Indicator removed"),
}


class SystemList(RecordList):
    definition = SYSTEM_LIST
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
    template_name = "assessment/systems/system_detail.html"
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
            "dimensions": presenters.dimension_chart(indicators),
            "available_moves": available_moves(SYSTEMS, record, user=user),
            "steps": labelled(Step.objects.of(record), SYSTEM_LABELS),
        }


class SystemMove(MovePage):
    model = IndicatorSystem
    workflow = SYSTEMS
    take = move_system

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("division").annotate(number=Count("indicators"))

    def matter(self) -> Matter:
        record, known = self.record, self.facts
        facts = (
            (_("Division"), record.division),
            (_("How the weights were found"), record.method),
            (_("Indicators"), record.number),
            (_("Sum of the weights"), plain(known.weight_sum)),
            (_("The system running now, in force since"), known.running_since),
        )
        return Matter(
            concerned=(Concerned(record, record.get_absolute_url()),),
            parts=(Part(_("The system"), facts),),
        )


class SystemCopy(FormPage):
    """The next version, as a draft."""

    model = IndicatorSystem
    form_class = MoveForm
    permission = "assessment.change_system"
    title = _("Copy as a new version")
    submit_label = _("Make the draft")
    template_name = "assessment/systems/confirm.html"

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
    template_name = "assessment/systems/confirm.html"

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
