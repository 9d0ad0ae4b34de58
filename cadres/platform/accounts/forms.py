from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountForm(forms.Form):
    """A new account; the security administrator gives it its role."""

    username = forms.CharField(label=_("User name"), max_length=60)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False)
