from django import forms
from django.utils.translation import gettext_lazy as _


class GiveUpForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say how the person learns of it otherwise, or why nobody needs it any more."),
    )
