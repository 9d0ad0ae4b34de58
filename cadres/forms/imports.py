from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.choices import Level
from cadres.imports.resource import Resource
from cadres.imports.workbook import LARGEST_FILE, MOST_ROWS
from cadres.models import Division, User


class UploadForm(forms.Form):
    """A workbook to try; nothing is saved before the preview was seen."""

    file = forms.FileField(
        label=_("Workbook"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("An .xlsx file with the template's header, up to %(rows)d lines and %(size)d MB.")
        % {"rows": MOST_ROWS, "size": LARGEST_FILE >> 20},
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
    """What an export holds. Identity numbers and telephones leave the house only with a reason on record."""

    secrets = forms.BooleanField(label=_("With identity numbers and telephones"), required=False)
    reason = forms.CharField(
        label=_("What they are needed for"),
        required=False,
        max_length=300,
        help_text=_("Goes on record with your name."),
    )

    def __init__(self, *args: Any, resource: type[Resource], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not any(column.secret for column in resource.columns):
            del self.fields["secrets"], self.fields["reason"]
