from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.platform.merging.points import Mergeable


@dataclass
class Line:
    """One field of the comparison: the value of each record, and which is chosen where they differ."""

    label: Any
    values: list[Any]
    name: str = ""
    chosen: str = ""


class MergeForm(forms.Form):
    """Which of two records stays, and of each field that differs whose value: all by radio buttons.

    What is chosen beforehand: the record with more to it; its values, but the other's where it has none.
    """

    def __init__(self, *args: Any, kind: Mergeable, records: tuple[Any, Any], stays: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind, self.records, self.stays, self.user = kind, records, stays, user
        self.differing = [name for name in kind.fields if self._value(0, name) != self._value(1, name)]
        keys = [(str(record.pk), str(record)) for record in records]
        self.fields["stays"] = forms.ChoiceField(choices=keys, initial=str(stays.pk), label=_("The record that stays"))
        for name in self.differing:
            label = records[0]._meta.get_field(name).verbose_name
            self.fields[name] = forms.ChoiceField(choices=keys, initial=str(self._first_choice(name)), label=label)

    def _value(self, side: int, name: str) -> Any:
        value = getattr(self.records[side], self.records[side]._meta.get_field(name).attname)
        return bytes(value) if isinstance(value, memoryview) else value

    def _first_choice(self, name: str) -> int:
        for record in sorted(self.records, key=lambda one: one.pk != self.stays.pk):
            if getattr(record, name) not in (None, "", {}):
                return record.pk
        return self.stays.pk

    def lines(self) -> list[Line]:
        """Differing fields first in the order of the file, equal ones after them, empty ones not at all."""
        differing, equal = [], []
        for name in self.kind.fields:
            field = self.records[0]._meta.get_field(name)
            values = [self.kind.show(record, name, self.user) for record in self.records]
            if name in self.differing:
                differing.append(Line(field.verbose_name, values, name, str(self[name].value())))
            elif self._value(0, name) not in (None, "", {}):
                equal.append(Line(field.verbose_name, values))
        return differing + equal

    def taken(self) -> list[str]:
        """The fields whose value the record that goes gives."""
        return [name for name in self.differing if self.cleaned_data[name] != self.cleaned_data["stays"]]
