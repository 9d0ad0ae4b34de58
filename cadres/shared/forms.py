"""One way to draw every form: ``{{ form }}`` uses ``components/form.html`` and ``components/_field.html``."""

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.widgets import DateRangeWidget, SuffixedMultiWidget

from cadres.shared.errors import Objection
from cadres.shared.freshness import fingerprint, shown


class HouseRenderer(TemplatesSetting):
    """Draws forms with the design system's partials."""

    form_template_name = "components/form.html"
    field_template_name = "components/_field.html"


EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


class DayField(forms.DateField):
    """A day that can be meant: between 1900 and 2200, so that no sum over it leaves the calendar."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(_("Enter a day between 1900 and 2200."))


class DateInput(forms.DateInput):
    """The browser's own date picker; the value is always ISO, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class DateRangeInput(DateRangeWidget):
    """From and to, each with the browser's own date picker. For ``DateFromToRangeFilter``."""

    def __init__(self, attrs: dict | None = None):
        SuffixedMultiWidget.__init__(self, (DateInput(), DateInput()), attrs)


class YesNoInput(forms.NullBooleanSelect):
    """For ``BooleanFilter``: all, yes, no; where the library says "unknown" for all."""

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs)
        self.choices = [("unknown", _("All")), *self.choices[1:]]


class MoveForm(forms.Form):
    """What every move carries: the stage the user saw, so that a stale page moves nothing, and a reason."""

    seen_stage = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason or note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        last = [name for name in ("reason", "override") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])


class DecisionForm(MoveForm):
    """A move whose rules may be set aside by who is entitled, with the reason on record."""

    override = forms.BooleanField(
        required=False,
        label=_("Set aside what may be set aside"),
        help_text=_("Only for a department leader; the reason goes on record."),
    )


class RecordForm(forms.ModelForm):
    """A form over one record that notices when somebody else has changed it meanwhile.

    ``seen`` travels with the form: a fingerprint of the ``watched`` fields (those of the form unless said otherwise)
    as they were when the page was made. The service compares it under lock (``cadres.shared.freshness.check_fresh``).
    """

    watched: tuple[str, ...] = ()

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance._state.adding:
            self.initial["seen"] = fingerprint(self.instance, self.watched or self._meta.fields)

    def values(self) -> dict[str, Any]:
        """What was typed, without the fingerprint."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def differences(self, current: models.Model) -> list[Objection]:
        """Both versions of each field in which what was typed differs from what is saved now."""
        found = []
        for name in self.watched or self._meta.fields:
            saved, typed = getattr(current, name), self.cleaned_data.get(name)
            if saved != typed and not (saved in ("", None) and typed in ("", None)):
                field = current._meta.get_field(name)
                values = {"field": field.verbose_name, "saved": shown(field, saved), "typed": shown(field, typed)}
                text = gettext("%(field)s: saved now is “%(saved)s”, you typed “%(typed)s”.") % values
                found.append(Objection("changed-meanwhile", text))
        return found
