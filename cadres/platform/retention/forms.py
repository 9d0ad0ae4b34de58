from django import forms
from django.utils.translation import gettext_lazy as _


class DisposalForm(forms.Form):
    """Why old records shall go."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
