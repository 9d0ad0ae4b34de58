"""Forms of the assessment."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.defaults import METHOD, NAME
from assessment.models import Indicator, Value
from assessment.services import state_of, values_state
from assessment.services.scores import GRADES
from assessment.services.systems import INDICATOR_FIELDS
from cadres.choices import AnnualGrade, Level
from cadres.models import Division
from cadres.shared.forms import DateInput, DayField, MoveForm, RecordForm, SeenForm


def plain(number: Decimal | None) -> str:
    """A number without the noughts that only the column's scale adds."""
    return "" if number is None else f"{number.normalize():f}"


class CountyField(forms.ModelChoiceField):
    """One of the counties the user answers for."""

    def __init__(self, **kwargs: Any):
        super().__init__(queryset=Division.objects.none(), label=_("County"), **kwargs)

    def limit_to(self, user: Any) -> None:
        self.queryset = Division.objects.visible_to(user).filter(level=Level.COUNTY)
        self.empty_label = None
        self.initial = self.queryset.first()


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


class CycleForm(forms.Form):
    """A new cycle with the county's system in force."""

    division = CountyField()
    year = forms.IntegerField(label=_("Year"), min_value=1949, max_value=2200)
    due_on = DayField(label=_("Values due by"), required=False, widget=DateInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["division"].limit_to(user)
        self.fields["year"].initial = localdate().year


class InForceForm(MoveForm):
    """From when a system is in force, or no longer."""

    on = DayField(label=_("From this day"), widget=DateInput, initial=localdate)


class GradeForm(SeenForm):
    """The grade of one leader's year, over the one confirmed before."""

    grade = forms.ChoiceField(
        label=pgettext_lazy("assessment", "Grade"),
        choices=[(grade, AnnualGrade(grade).label) for grade in GRADES],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when the grade departs from the suggested band or changes an earlier one."),
    )
    override = forms.BooleanField(
        required=False,
        label=_("Set aside the limit of excellent grades"),
        help_text=_("Only with a reason, which goes on record."),
    )


class ValuesForm(SeenForm):
    """All indicators of one township; an empty field means that no value is known."""

    def __init__(self, *args: Any, indicators: list[Indicator], values: list[Value], last: dict, **kwargs: Any):
        super().__init__(*args, state=values_state(values), **kwargs)
        self.indicators, self.last = indicators, last
        present = {value.indicator_id: value for value in values}
        for indicator in indicators:
            value = present.get(indicator.pk)
            self.fields[f"number-{indicator.pk}"] = forms.DecimalField(
                label=indicator.title,
                required=False,
                max_digits=18,
                decimal_places=4,
                initial=plain(value.number) if value else None,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input num", "autocomplete": "off"}),
            )
            self.fields[f"note-{indicator.pk}"] = forms.CharField(
                label=_("Source of “%(indicator)s”") % {"indicator": indicator.title},
                required=False,
                max_length=200,
                initial=value.note if value else "",
                widget=forms.TextInput(attrs={"class": "input"}),
            )
        self.fields["checked"] = forms.BooleanField(
            required=False,
            label=_("I have checked the numbers that differ much from last year's"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row in self.indicators:
            number, note = f"number-{row.pk}", f"note-{row.pk}"
            if data.get(note) and number not in self.errors and data.get(number) is None:
                self.add_error(number, _("A source needs its value."))
        return data

    def rows(self) -> Iterator[dict[str, Any]]:
        for indicator in self.indicators:
            yield {
                "indicator": indicator,
                "last": plain(self.last.get(indicator.code)),
                "number": self[f"number-{indicator.pk}"],
                "note": self[f"note-{indicator.pk}"],
            }

    def parts(self, name: str) -> tuple[str, ...]:
        return f"number-{name}", f"note-{name}"

    def typed(self) -> dict[str, list[str]]:
        """An indicator without value and source is none, as among what is saved."""
        data = self.cleaned_data
        rows = {str(row.pk): (f"number-{row.pk}", f"note-{row.pk}") for row in self.indicators}
        sound = {key: [data[name] for name in names] for key, names in rows.items() if set(names) <= set(data)}
        return {key: state_of(number, note) for key, (number, note) in sound.items() if number is not None or note}

    def told(self, name: str, value: Any) -> tuple[str, str]:
        return str(self.fields[f"number-{name}"].label), " · ".join(filter(None, value or [])) or "—"

    def numbers(self) -> dict[int, tuple[Decimal | None, str]]:
        data = self.cleaned_data
        return {row.pk: (data[f"number-{row.pk}"], data[f"note-{row.pk}"]) for row in self.indicators}
