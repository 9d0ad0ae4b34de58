from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.registry.sanctions import services as sanctions
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.models import Sanction
from cadres.shared.pages.forms import DateInput, DayField, ReasonedForm


class SanctionForm(ReasonedForm):
    """The end of its effect is proposed by the rule of its kind."""

    open_end = forms.BooleanField(
        label=_("In effect until further notice"),
        required=False,
        help_text=_("Where another end than by the rule is not known. Needs a reason."),
    )
    field_order = (
        "kind",
        "decided_on",
        "rights_restored_on",
        "effect_until",
        "open_end",
        "organ",
        "document",
        "reason",
    )

    class Meta:
        model = Sanction
        fields = sanctions.FIELDS
        field_classes = {"decided_on": DayField, "rights_restored_on": DayField, "effect_until": DayField}
        widgets = {"decided_on": DateInput, "rights_restored_on": DateInput, "effect_until": DateInput}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["effect_until"].help_text = _("Empty: by the rule of its kind. Another day needs a reason.")
        self.fields["reason"].help_text = _("Needed when the effect ends on another day than by the rule.")
        by_the_rule = self.instance.kind == SanctionKind.PARTY_PROBATION and not self.instance.rights_restored_on
        if self.instance.pk and self.instance.effect_until is None and not by_the_rule:
            self.initial["open_end"] = True

    def clean_decided_on(self) -> date:
        return _not_to_come(self.cleaned_data["decided_on"])

    def clean_rights_restored_on(self) -> date | None:
        day = self.cleaned_data["rights_restored_on"]
        return day and _not_to_come(day)


def _not_to_come(day: date) -> date:
    if day > localdate():
        raise forms.ValidationError(_("This day lies in the future."))
    return day
