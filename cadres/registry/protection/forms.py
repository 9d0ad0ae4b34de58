from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.cadre_files.models import Cadre


class KinshipForm(forms.Form):
    """Whose relative the account's owner is."""

    cadre = forms.ModelChoiceField(
        Cadre.objects.none(),
        label=_("File number"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("The number in the address of the file."),
    )
    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=60, help_text=_("As in the file, against a slip of the pen.")
    )
    relation = forms.CharField(
        label=_("Relation"), max_length=20, help_text=_("As in the form, for example 妻子; 本人 for your own file.")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = Cadre.objects.visible_to(user).only("pk", "name")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("cadre") and data.get("name") and data["cadre"].name != data["name"].strip():
            self.add_error("name", _("The file of this number bears another name."))
        return data
