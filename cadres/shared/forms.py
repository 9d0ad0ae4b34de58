"""One way to draw every form: ``{{ form }}`` uses ``components/form.html`` and ``components/_field.html``."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class HouseRenderer(TemplatesSetting):
    """Draws forms with the design system's partials."""

    form_template_name = "components/form.html"
    field_template_name = "components/_field.html"


class DateInput(forms.DateInput):
    """The browser's own date picker; the value is always ISO, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class MoveForm(forms.Form):
    """What every move carries: the stage the user saw, so that a stale page moves nothing, and a reason."""

    seen_stage = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason or note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class DecisionForm(MoveForm):
    """A move whose rules may be set aside by who is entitled, with the reason on record."""

    override = forms.BooleanField(
        required=False,
        label=_("Set aside what may be set aside"),
        help_text=_("Only for a department leader; the reason goes on record."),
    )
