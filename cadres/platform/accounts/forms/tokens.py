from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.accounts.services.tokens import LONGEST_DAYS
from cadres.shared.api.base import SCOPES


class TokenForm(forms.Form):
    """A token for a REST client."""

    client = forms.ModelChoiceField(
        label=_("Account of the client"),
        queryset=User.objects.none(),
        help_text=_("The system administrator opens it with the role REST client; its remit limits what is read."),
    )
    name = forms.CharField(label=_("Used by"), max_length=100, help_text=_("The system, and who looks after it."))
    scopes = forms.MultipleChoiceField(
        label=_("Areas that may be read"),
        choices=[(scope, scope) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("Valid for how many days"), min_value=1, max_value=LONGEST_DAYS, initial=90)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = User.objects.clients()
