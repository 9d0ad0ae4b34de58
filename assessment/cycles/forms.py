from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from assessment.cycles.models import Value
from assessment.cycles.services import numbers_state, state_of, values_state
from assessment.systems.models import Indicator
from assessment.systems.presenters import plain
from cadres.models import Division
from cadres.platform.divisions.pages import CountyField
from cadres.shared.pages.fields import NumberField
from cadres.shared.pages.forms import DateInput, DayField, SeenForm
from cadres.shared.pages.grids import Grid, GridColumn, GridMixin, GridRow
from cadres.shared.phrases import beside, titled


class CycleForm(forms.Form):
    """A new cycle with the county's system in force."""

    division = CountyField()
    year = forms.IntegerField(label=_("Year"), min_value=1949, max_value=2200)
    due_on = DayField(label=_("Values due by"), required=False, widget=DateInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["division"].limit_to(user)
        self.fields["year"].initial = localdate().year


class NumbersForm(GridMixin, SeenForm):
    """Townships in rows, indicators in columns: what came for the whole county in one table."""

    below = ("source", "checked")

    source = forms.CharField(
        label=_("Source of the numbers"),
        required=False,
        max_length=200,
        help_text=_("Kept with every number changed here; without it each keeps its own."),
    )
    checked = forms.BooleanField(
        required=False, label=_("I have checked the numbers that differ much from last year's")
    )

    def __init__(
        self, *args: Any, townships: list[Division], indicators: list[Indicator], values: list[Value], **kwargs: Any
    ):
        super().__init__(*args, state=numbers_state(values), **kwargs)
        self.townships, self.indicators = townships, indicators
        self.present = {f"{value.division_id}-{value.indicator_id}": value.number for value in values}
        for township, indicator, name in self._cells():
            self.fields[name] = NumberField(
                label=titled(township, indicator.title),
                required=False,
                max_digits=18,
                decimal_places=4,
                initial=plain(self.present.get(name)),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input num", "autocomplete": "off"}),
            )

    def _cells(self) -> Iterator[tuple[Division, Indicator, str]]:
        for township in self.townships:
            for indicator in self.indicators:
                yield township, indicator, f"{township.pk}-{indicator.pk}"

    def make_grids(self) -> list[Grid]:
        columns = [GridColumn(beside(one.title, one.unit) if one.unit else one.title) for one in self.indicators]
        rows = [
            GridRow(str(township), [self[f"{township.pk}-{one.pk}"] for one in self.indicators])
            for township in self.townships
        ]
        return [Grid(_("Values"), _("Township"), columns, rows, fills=False)] if rows else []

    def typed(self) -> dict[str, str]:
        """A cell without a number is none, as among what is saved."""
        data = self.cleaned_data
        return {name: plain(data[name]) for *_rest, name in self._cells() if data.get(name) is not None}

    def display_value(self, name: str, value: Any) -> tuple[str, str]:
        return str(self.fields[name].label), value or "—"

    def numbers(self) -> dict[Division, dict[int, Decimal | None]]:
        """Of every township shown, those that are not what was there."""
        found: dict[Division, dict[int, Decimal | None]] = {township: {} for township in self.townships}
        for township, indicator, name in self._cells():
            if self.cleaned_data[name] != self.present.get(name):
                found[township][indicator.pk] = self.cleaned_data[name]
        return found


class ValuesForm(GridMixin, SeenForm):
    """All indicators of one township; an empty field means that no value is known."""

    def __init__(self, *args: Any, indicators: list[Indicator], values: list[Value], last: dict, **kwargs: Any):
        super().__init__(*args, state=values_state(values), **kwargs)
        self.indicators, self.last = indicators, last
        present = {value.indicator_id: value for value in values}
        for indicator in indicators:
            value = present.get(indicator.pk)
            self.fields[f"number-{indicator.pk}"] = NumberField(
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

    def make_grids(self) -> list[Grid]:
        columns = [_("Unit"), _("Last year"), _("Value"), _("Source of the number")]
        rows = [
            GridRow(
                row.title,
                [
                    row.unit,
                    plain(self.last.get(row.code)) or "—",
                    self[f"number-{row.pk}"],
                    self[f"note-{row.pk}"],
                ],
            )
            for row in self.indicators
        ]
        return [Grid(_("Values"), _("Indicator"), [GridColumn(label) for label in columns], rows)]

    def parts(self, name: str) -> tuple[str, ...]:
        return f"number-{name}", f"note-{name}"

    def typed(self) -> dict[str, list[str]]:
        """An indicator without value and source is none, as among what is saved."""
        data = self.cleaned_data
        rows = {str(row.pk): (f"number-{row.pk}", f"note-{row.pk}") for row in self.indicators}
        sound = {key: [data[name] for name in names] for key, names in rows.items() if set(names) <= set(data)}
        return {key: state_of(number, note) for key, (number, note) in sound.items() if number is not None or note}

    def display_value(self, name: str, value: Any) -> tuple[str, str]:
        return str(self.fields[f"number-{name}"].label), " · ".join(filter(None, value or [])) or "—"

    def numbers(self) -> dict[int, tuple[Decimal | None, str]]:
        data = self.cleaned_data
        return {row.pk: (data[f"number-{row.pk}"], data[f"note-{row.pk}"]) for row in self.indicators}
