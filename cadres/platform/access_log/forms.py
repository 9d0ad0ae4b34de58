from django import forms
from django.utils.translation import gettext_lazy as _


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It is recorded with your name."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
