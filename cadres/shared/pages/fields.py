"""Fields that read what is typed as the other entrances do."""

from typing import Any

from django import forms

from cadres.shared.ethnic_groups import ethnic_text
from cadres.shared.numbers import read_number


class NumberField(forms.DecimalField):
    """A number as workbooks have it too: 1,234.5 and 85 % are read."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (number := read_number(value)) is not None:
            value = number
        return super().to_python(value)


class EthnicGroupField(forms.CharField):
    """An ethnic group in its one spelling; what is none of the 56 stays as it is."""

    def to_python(self, value: Any) -> str:
        return ethnic_text(super().to_python(value) or "")
