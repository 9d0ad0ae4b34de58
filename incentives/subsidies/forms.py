from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import Division
from cadres.platform.divisions.choices import Level, Tier
from cadres.shared.pages.forms import DateInput, DayField


class RateForm(forms.Form):
    """A monthly rate for one tier of a county's townships."""

    division = forms.ModelChoiceField(label=_("County"), queryset=Division.objects.none())
    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices)
    monthly = forms.DecimalField(
        label=_("Monthly amount"), help_text=_("yuan"), min_value=1, max_digits=8, decimal_places=2
    )
    first = DayField(label=_("First day"), widget=DateInput)
    last = DayField(label=_("Last day"), widget=DateInput, required=False, help_text=_("Empty: until further notice."))
    basis = forms.CharField(label=_("Basis document"), max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Division.objects.visible_to(user).filter(level=Level.COUNTY)
