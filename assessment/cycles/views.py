from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.facts import townships_of
from assessment.cycles.forms import NumbersForm, ValuesForm
from assessment.cycles.models import Cycle, Value
from assessment.cycles.services import enter_numbers, enter_values
from assessment.systems.models import Indicator
from cadres.models import Division, Step
from cadres.platform.log.services import labelled
from cadres.shared.lists.bulk import picked
from cadres.shared.pages.form_pages import FormPage

MOST_CELLS = 900  # a form with more than a thousand fields is refused as an attack
VALUE_LABELS = {"values": _("Values entered")}


class NumberEntry(FormPage):
    """Numbers of all townships of a cycle, or of those chosen in the list (``?chosen=``), in one table."""

    model = Cycle
    form_class = NumbersForm
    permission = "assessment.enter_value"
    template_name = "assessment/cycles/number_entry.html"
    success_message = _("Values saved.")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("division")

    @property
    def title(self) -> str:  # type: ignore[override]
        names = {"county": self.record.division, "year": self.record.year}
        return gettext("Values of %(county)s, %(year)s") % names

    @cached_property
    def indicators(self) -> list[Indicator]:
        return list(Indicator.objects.filter(system=self.record.system_id))

    @cached_property
    def townships(self) -> list[Division]:
        rows = townships_of(self.record.division_id).order_by("pk")
        chosen = picked(self.request.GET)
        return list(rows.filter(pk__in=map(str, chosen)) if chosen else rows)

    @property
    def shown(self) -> list[Division]:
        """What one form can hold; the others are ticked in the list."""
        return self.townships[: max(1, MOST_CELLS // max(1, len(self.indicators)))]

    def get_form_kwargs(self) -> dict[str, Any]:
        values = Value.objects.filter(cycle=self.record, division__in=self.shown)
        return {"townships": self.shown, "indicators": self.indicators, "values": list(values)}

    def get_context(self) -> dict[str, Any]:
        return {
            "open": self.record.stage == CycleStage.COLLECTING,
            "left_out": len(self.townships) - len(self.shown),
        }

    def save(self, form: NumbersForm) -> Cycle:
        data = form.cleaned_data
        enter_numbers(
            self.record,
            form.numbers(),
            source=data["source"],
            by=self.request.user,
            checked=data["checked"],
            seen=data["seen"],
        )
        return self.record


def enter_for_chosen(view: Any, rows: QuerySet) -> HttpResponse:
    """From the list of townships to the table of those ticked, in the newest cycle that still collects."""
    townships = list(rows.values_list("pk", "parent_id"))
    cycles = Cycle.objects.visible_to(view.request.user).collecting()
    cycle = cycles.filter(division__in={county for _pk, county in townships}).order_by("-year", "pk").first()
    if cycle is None:
        messages.warning(view.request, gettext("No cycle collects values of these townships. Open one first."))
        return redirect("assessment:cycle_list")
    chosen = ".".join(pk for pk, county in townships if county == cycle.division_id)
    return redirect(f"{reverse('assessment:number_enter', args=[cycle.pk])}?chosen={chosen}")


class ValueEntry(FormPage):
    """All indicators of one township: saved together or not at all."""

    model = Cycle
    form_class = ValuesForm
    permission = "assessment.enter_value"
    template_name = "assessment/cycles/value_entry.html"
    success_message = _("Values saved.")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("division")

    @cached_property
    def township(self) -> Division:
        return get_object_or_404(townships_of(self.record.division_id), pk=self.kwargs["township"])

    @property
    def title(self) -> str:  # type: ignore[override]
        names = {"township": self.township, "year": self.record.year}
        return gettext("Values of %(township)s, %(year)s") % names

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
