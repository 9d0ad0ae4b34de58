from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.facts import townships_of
from assessment.cycles.forms import ValuesForm
from assessment.cycles.models import Cycle, Value
from assessment.cycles.services import enter_values
from assessment.systems.models import Indicator
from cadres.models import Division, Step
from cadres.platform.log.services import labelled
from cadres.shared.pages.form_pages import FormPage

VALUE_LABELS = {"values": _("Values entered")}


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
