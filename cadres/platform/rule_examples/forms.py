"""Forms made from what a calculation asks for."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.models import Division
from cadres.platform.rule_examples.rules import Calculation, Kind, Quantity, Value
from cadres.shared.pages.forms import DateInput, DayField

LARGEST = 1_000_000
YES_OR_NO = (("yes", _("Yes")), ("no", _("No")))


def field_of(quantity: Quantity) -> forms.Field:
    """The field in which a value of this kind is typed; its clean value is read by ``value_of``."""
    common = {"label": quantity.label, "required": quantity.needed, "help_text": quantity.unit}
    if quantity.kind == Kind.DAY:
        return DayField(widget=DateInput, **common)
    if quantity.kind == Kind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=LARGEST, **common)
    choices = YES_OR_NO if quantity.kind == Kind.YES else quantity.choices
    return forms.ChoiceField(choices=[("", "---------"), *choices], **common)


def value_of(cleaned: Any, quantity: Quantity) -> Value:
    if cleaned in ("", None):
        return None
    return cleaned == "yes" if quantity.kind == Kind.YES else cleaned


class CalculationForm(forms.Form):
    """The day whose law judges, and the inputs."""

    judged_on = DayField(label=_("Judged by the law of"), widget=DateInput, initial=localdate)

    def __init__(self, *args: Any, calculation: Calculation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.calculation = calculation
        for quantity in calculation.inputs:
            self.fields[quantity.name] = field_of(quantity)

    def given(self) -> dict[str, Value]:
        return {one.name: value_of(self.cleaned_data[one.name], one) for one in self.calculation.inputs}


class SignForm(CalculationForm):
    """An example as the county holds it to be right, whatever the program says today."""

    division = forms.ModelChoiceField(label=_("Division"), queryset=Division.objects.none())

    def __init__(self, *args: Any, user: Any, calculation: Calculation, **kwargs: Any):
        super().__init__(*args, calculation=calculation, **kwargs)
        self.fields["expected"] = field_of(calculation.result)
        self.fields["expected"].required = not calculation.result.unknown
        self.fields["expected"].label = _("Right result: %(what)s") % {"what": calculation.result.label}
        if calculation.result.unknown:
            self.fields["expected"].help_text = _("Empty: %(what)s.") % {"what": calculation.result.unknown}
        self.fields["basis"] = forms.CharField(
            label=_("Basis document"), max_length=200, help_text=_("Name and number of the decision.")
        )
        remits = [remit.division_id for remit in user.remits.all()]
        field: Any = self.fields["division"]
        field.queryset = Division.objects.filter(pk__in=remits)
        if len(remits) == 1:
            field.initial = remits[0]
        self.order_fields(["judged_on", *(one.name for one in calculation.inputs), "expected", "division", "basis"])

    def expected(self) -> Value:
        return value_of(self.cleaned_data["expected"], self.calculation.result)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
