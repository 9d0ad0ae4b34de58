from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.forms import SeenForm


class SavedViewForm(SeenForm):
    """Name of a view and who sees it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    shared = forms.BooleanField(
        label=_("Share with the department"),
        required=False,
        help_text=_(
            "Everybody who answers for the same division finds it above the list. Rows stay within each remit."
        ),
    )
    is_default = forms.BooleanField(
        label=_("Open the list with this view"), required=False, help_text=_("For yourself only.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not user.code_ranges:
            del self.fields["shared"]
