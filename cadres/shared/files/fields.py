"""Form fields for files and the dates on them, for every noun that takes papers in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.shared.files.names import partial_date

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"


class PartialDateField(forms.CharField):
    """As much of a date as is known; the value is 1998, 1998-09 or 1998-09-01."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        kwargs.setdefault("label", _("Date of the paper"))
        kwargs.setdefault("help_text", _("As much as the paper tells: 1998, 1998.09 or 1998.09.01."))
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return partial_date(text) if text else ""
        except ValueError as error:
            message = _("Write a year, a month or a day: 1998, 1998.09 or 1998.09.01.")
            raise forms.ValidationError(message) from error


def paper_file() -> forms.FileField:
    """One file of the five kinds that are taken in."""
    return forms.FileField(
        label=pgettext_lazy("upload", "File"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
