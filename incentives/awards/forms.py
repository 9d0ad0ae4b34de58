"""Forms of the incentives."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.forms import DateInput, DayField, MoveForm
from incentives.awards.choices import HONOURS, MONEY, PROSPECTS, AwardKind, Family


def grouped(kinds) -> list[tuple]:
    return [(kind, AwardKind(kind).label) for kind in kinds]


KIND_CHOICES = [
    (Family.SPIRITUAL.label, grouped(HONOURS)),
    (Family.POLITICAL.label, grouped(PROSPECTS)),
    (Family.MATERIAL.label, grouped(MONEY)),
]


class ProposeForm(forms.Form):
    """An award for one cadre."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KIND_CHOICES)
    year = forms.IntegerField(label=_("For the year"), min_value=1949, max_value=2200)
    amount = forms.DecimalField(
        label=_("Amount"),
        help_text=_("Yuan; leave empty when no money goes with it."),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    ground = forms.CharField(
        label=_("Ground"),
        help_text=_("What was achieved, with figures."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_amount(self):
        return self.cleaned_data["amount"] or 0


class GrantForm(MoveForm):
    """When and by which document the award was granted."""

    granted_on = DayField(label=_("Granted on"), widget=DateInput, initial=localdate)
    document = forms.CharField(label=_("Document"), max_length=120)

    def clean_granted_on(self):
        day = self.cleaned_data["granted_on"]
        if day > localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day
