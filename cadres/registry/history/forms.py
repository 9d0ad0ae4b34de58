from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.accounts.models import User
from cadres.registry.history.facts import PROGRAM, choices


class HistoryForm(forms.Form):
    """What of a history is asked for."""

    what = forms.ChoiceField(label=_("What"), required=False)
    who = forms.ChoiceField(label=pgettext_lazy("changed by", "Who"), required=False)

    def __init__(self, *args: Any, user: User, people: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", _("Everything")), *choices(user)]
        self.fields["who"].choices = [("", _("Everybody")), *people, (PROGRAM, _("The program"))]
