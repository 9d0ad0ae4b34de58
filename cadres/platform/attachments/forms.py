from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.platform.attachments.services import PARTICULARS
from cadres.shared.files.fields import PartialDateField, paper_file


class AttachmentForm(forms.Form):
    """A scan and what is written on the paper."""

    file = paper_file()
    title = forms.CharField(
        label=_("Title of the paper"),
        max_length=120,
        required=False,
        help_text=_("Empty: the name of the file."),
    )
    dated = PartialDateField(required=False)
    number = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF, JPEG, PNG, .docx or .xlsx, up to 20 MB.")

    def particulars(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PARTICULARS}


class ReplacementForm(AttachmentForm):
    """The next paper, and why."""

    reason = forms.CharField(label=_("Why it is replaced"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
