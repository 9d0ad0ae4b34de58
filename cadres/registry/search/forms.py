from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.shared.identity import written_number


class NumberForm(forms.Form):
    """Looking somebody up by identity number."""

    number = forms.CharField(
        label=_("Identity number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It is recorded with your name, also when nobody is found."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        number = written_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(_("This is no identity number: 18 digits, the last of them may be X."))
        return number
