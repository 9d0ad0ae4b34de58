from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.platform.imports.points import Resource
from cadres.platform.imports.services.workbook import LARGEST_FILE, MOST_ROWS


class UploadForm(forms.Form):
    """A workbook to try; nothing is saved before the preview was seen."""

    file = forms.FileField(
        label=_("Workbook"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=format_lazy(
            _("An .xlsx file with the template's header, up to {rows} lines and {size} MB."),
            rows=MOST_ROWS,
            size=LARGEST_FILE >> 20,
        ),
    )
    key = forms.ChoiceField(label=_("A row finds its record by"))
    county = forms.ModelChoiceField(
        label=_("County that keeps new files"), queryset=Division.objects.none(), required=False
    )

    def __init__(self, *args: Any, resource: type[Resource], user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = list(resource.keys.items())
        if len(resource.keys) == 1:
            self.fields["key"].widget = forms.HiddenInput()
            self.fields["key"].initial = next(iter(resource.keys))
        if not resource.wants_county:
            del self.fields["county"]
            return
        counties = Division.objects.visible_to(user).filter(level=Level.COUNTY)
        self.fields["county"].queryset = counties
        if len(first := counties[:2]) == 1:
            self.fields["county"].initial = first[0]


class ExportForm(forms.Form):
    """What an export holds."""

    secrets = forms.BooleanField(
        label=_("With identity numbers and telephones"),
        required=False,
        help_text=_("Only where the purpose cannot do without them; who approves sees that they are in it."),
    )

    def __init__(self, *args: Any, resource: type[Resource], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not resource.secrets():
            del self.fields["secrets"]
