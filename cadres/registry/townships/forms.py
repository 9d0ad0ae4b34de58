from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.registry.townships.models import DivisionProfile
from cadres.registry.townships.services import PROFILE_FIELDS
from cadres.shared.pages.forms import DateInput, DayField, RecordForm


class ProfileForm(RecordForm):
    """Facts of a township in one year; the tier follows from them."""

    class Meta:
        model = DivisionProfile
        fields = PROFILE_FIELDS

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not 1949 <= year <= localdate().year:
            raise forms.ValidationError(_("A year from 1949 to this year is needed."))
        return year


class PilotForm(forms.Form):
    """Declares that in this township one cadre may be secretary and head at once."""

    since = DayField(label=_("First day"), widget=DateInput)
    last = DayField(
        label=_("Last day"), widget=DateInput, required=False, help_text=_("Empty: until it is declared ended.")
    )
    basis = forms.CharField(label=_("Basis document"), max_length=200)


class PilotEndForm(forms.Form):
    """Ends a pilot; who holds both posts must have left one of them by then."""

    last = DayField(label=_("Last day"), widget=DateInput, initial=localdate)
    basis = forms.CharField(label=_("Basis document"), max_length=200)
