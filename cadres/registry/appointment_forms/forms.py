from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.registry.appointment_forms.lrmx.batch import LARGEST_UPLOAD, MOST_FORMS
from cadres.shared.pages.uploads import SeveralFiles, SeveralFilesField


class FormFilesForm(forms.Form):
    """Appointment form files to take in, plain or zipped."""

    division = forms.ModelChoiceField(label=_("County that keeps the files"), queryset=Division.objects.none())
    files = SeveralFilesField(
        label=_("Files"),
        widget=SeveralFiles(attrs={"accept": ".lrmx,.lrm,.pic,.zip"}),
        help_text=format_lazy(
            _("Forms (.lrmx, 5 MB each) or zips of them, up to {forms} forms and {size} MB together."),
            forms=MOST_FORMS,
            size=LARGEST_UPLOAD >> 20,
        ),
        allow_empty_file=True,  # told in the report, beside the other files
    )
    preview = forms.BooleanField(
        label=_("First show what would change"),
        required=False,
        help_text=_("Nothing is saved then: you look at each file's changes and decide."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        counties = Division.objects.visible_to(user).filter(level=Level.COUNTY)
        self.fields["division"].queryset = counties
        if len(first := counties[:2]) == 1:
            self.fields["division"].initial = first[0]
