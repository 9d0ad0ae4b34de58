from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.choices import Level
from cadres.models import Division


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One or more files; the value is always a list."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        files = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files]


class FormFilesForm(forms.Form):
    """Appointment form files to take in."""

    division = forms.ModelChoiceField(label=_("County that keeps the files"), queryset=Division.objects.none())
    files = SeveralFilesField(
        label=_("Files"),
        widget=SeveralFiles(attrs={"accept": ".lrmx"}),
        help_text=_("One or more .lrmx files, up to 100 at a time, 5 MB each."),
        allow_empty_file=True,  # told in the report, beside the other files
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        counties = Division.objects.visible_to(user).filter(level=Level.COUNTY)
        self.fields["division"].queryset = counties
        if len(first := counties[:2]) == 1:
            self.fields["division"].initial = first[0]
