from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.registry.documents.models import Document
from cadres.registry.documents.services import PARTICULARS
from cadres.shared.files.fields import ACCEPTED, PartialDateField, paper_file
from cadres.shared.pages.forms import DecisionForm, RecordForm
from cadres.shared.pages.uploads import SeveralFiles, SeveralFilesField

MOST_FILES = 50


class DocumentForm(RecordForm):
    """The particulars of a paper; its content is another matter."""

    dated = PartialDateField(required=False)

    class Meta:
        model = Document
        fields = PARTICULARS


class NewDocumentsForm(forms.ModelForm):
    """Papers of one class, one or many at once."""

    files = SeveralFilesField(
        label=_("Files"),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, JPEG, PNG, .docx or .xlsx; up to 50 at a time, 20 MB each."),
        allow_empty_file=True,  # told in the report, beside the other files
    )
    dated = PartialDateField(required=False)
    field_order = ("section", "files", "title", "dated", "number", "pages", "note")

    class Meta:
        model = Document
        fields = PARTICULARS

    def __init__(self, *args: Any, closed: bool, **kwargs: Any):
        """``closed``: the class of discipline is closed to who puts in, who is told so."""
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Of one file only. Empty: the name of the file.")
        if closed:
            self.fields["section"].help_text = _(
                "What you put into class 8 you cannot open again: department leaders read it."
            )

    def clean_files(self) -> list[Any]:
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most 50 files at a time."))
        return files

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("title") and len(data.get("files", [])) > 1:
            self.add_error("title", _("A title fits one file. Leave it empty and write titles afterwards."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PARTICULARS}

    def _post_clean(self) -> None:
        """The paper itself is made and checked for each file by the service."""


class EditionForm(forms.Form):
    """A better scan, or the paper as it was corrected."""

    file = paper_file()
    reason = forms.CharField(label=_("What is new in it"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawalForm(DecisionForm):
    """Of a paper on which verifications rest."""

    override = forms.BooleanField(
        required=False,
        label=_("I know what was verified on this paper; it leaves the file all the same"),
        help_text=_("Write down the reason; both go on record."),
    )
