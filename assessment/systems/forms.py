from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.systems.models import Indicator
from assessment.systems.services.defaults import METHOD, NAME
from assessment.systems.services.systems import INDICATOR_FIELDS
from cadres.platform.divisions.pages import CountyField
from cadres.shared.pages.forms import DateInput, DayField, MoveForm, RecordForm


class SystemForm(forms.Form):
    """A new indicator system, begun with the shipped indicators."""

    division = CountyField()
    name = forms.CharField(label=pgettext_lazy("assessment", "name"), max_length=100, initial=NAME)
    method = forms.CharField(
        label=_("How the weights were found"), initial=METHOD, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["division"].limit_to(user)


class IndicatorForm(RecordForm):
    """One indicator of a draft."""

    class Meta:
        model = Indicator
        fields = INDICATOR_FIELDS


class InForceForm(MoveForm):
    """From when a system is in force, or no longer."""

    on = DayField(label=_("From this day"), widget=DateInput, initial=localdate)
