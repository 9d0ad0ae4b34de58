from django import forms
from django.utils.translation import gettext_lazy as _


class ExportForm(forms.Form):
    """What every request for an export says besides what it is."""

    purpose = forms.CharField(
        label=_("What it is needed for"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Goes on record with your name, and stands in the file itself."),
    )
    document = forms.CharField(
        label=_("Approval document"),
        max_length=100,
        required=False,
        help_text=_("Its number, if a written approval exists."),
    )
