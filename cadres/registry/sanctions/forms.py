from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.registry.sanctions import services as sanctions
from cadres.registry.sanctions.models import Sanction
from cadres.shared.pages.forms import DateInput, DayField, ReasonedForm


class SanctionForm(ReasonedForm):
    """The end of its effect is proposed by the rule of its kind."""

    open_end = forms.BooleanField(
        label=_("In effect until further notice"),
        required=False,
        help_text=_("For example probation within the party, as long as the rights have not returned."),
    )
    field_order = ("kind", "decided_on", "effect_until", "open_end", "organ", "document", "reason")

    class Meta:
        model = Sanction
        fields = sanctions.FIELDS
        field_classes = {"decided_on": DayField, "effect_until": DayField}
        widgets = {"decided_on": DateInput, "effect_until": DateInput}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["effect_until"].help_text = _("Empty: by the rule of its kind. Another day needs a reason.")
        self.fields["reason"].help_text = _("Needed when the effect ends on another day than by the rule.")
        if self.instance.pk and self.instance.effect_until is None:
            self.initial["open_end"] = True

    def clean_decided_on(self) -> date:
        decided_on = self.cleaned_data["decided_on"]
        if decided_on > localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return decided_on


class AnnulForm(forms.Form):
    on = DayField(label=_("Annulled on"), widget=DateInput)
    document = forms.CharField(label=_("Paper of the annulment"), max_length=120)
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
