from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.choices import Standing, VerifiedItem
from cadres.registry.documents.choices import DocumentClass
from cadres.registry.documents.models import Document
from cadres.registry.verifications import services as verifications
from cadres.registry.verifications.choices import Paper
from cadres.registry.verifications.models import DATED
from cadres.shared.errors import Objection
from cadres.shared.pages.forms import DateInput, DayField, SeenForm


class VerificationForm(SeenForm):
    """What a paper says about one item, beside what the file says now.

    A decision taken meanwhile is shown by the page itself, beside what was typed; see ``Verify``.
    """

    paper = forms.ChoiceField(label=_("Kind of paper"), choices=[("", "---------"), *Paper.choices])
    paper_number = forms.CharField(
        label=_("Number or title of the paper"),
        required=False,
        max_length=120,
        help_text=_("The number, title or day of the paper must be given."),
    )
    paper_on = DayField(label=_("Day of the paper"), required=False, widget=DateInput)
    document = forms.ChoiceField(
        label=_("Scanned paper in the file"),
        required=False,
        help_text=_("The one that was looked at, if it is there; nothing else is filled in by it."),
    )
    doubtful = forms.BooleanField(
        label=_("The papers leave it doubtful"),
        required=False,
        help_text=_("Nothing is changed; the item stays on the list of what is to be verified."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("seen", "found")

    def __init__(self, *args: Any, item: str, present: str, seen: str, scans: Iterable[Document], **kwargs: Any):
        initial: dict[str, Any] = {"seen": seen}
        if item in DATED or item == VerifiedItem.STANDING:
            initial["found"] = present
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["found"] = self._field(item)
        self.scans = {str(scan.pk): scan for scan in scans}
        self.fields["document"].choices = [("", "---------"), *self._by_class(item)]
        self.fields["document"].error_messages["invalid_choice"] = verifications.no_such_scan().message
        self.order_fields(self.field_order)

    def _by_class(self, item: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The papers class by class; first the classes in which papers tell of the item."""
        fitting = verifications.CLASSES[VerifiedItem(item)]
        for section in dict.fromkeys([*fitting, *DocumentClass]):
            papers = [(key, _in_catalogue(one)) for key, one in self.scans.items() if one.section == section]
            if papers:
                yield str(section.label), papers

    def differences(self, fresh: "VerificationForm") -> list[Objection]:
        return []

    def rebased(self, fresh: "VerificationForm") -> Any:
        data = self.data.copy()
        data[self.add_prefix("seen")] = fresh.initial["seen"]
        return data

    def _field(self, item: str) -> forms.Field:
        if item in DATED:
            return DayField(
                label=_("The paper says"),
                required=False,
                widget=DateInput,
                help_text=_("The first day of the month where only the month is known."),
            )
        if item == VerifiedItem.STANDING:
            choices = [("", "---------"), *Standing.choices]
            return forms.ChoiceField(label=_("The paper says"), choices=choices, required=False)
        return forms.CharField(
            label=_("The papers say, where they differ"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Empty: they agree with what the file says."),
        )

    def clean_document(self) -> Document | None:
        return self.scans.get(self.cleaned_data["document"])

    def clean_found(self) -> str:
        found = self.cleaned_data["found"]
        if isinstance(found, date):
            if found > localdate():
                raise forms.ValidationError(_("This day lies in the future."))
            return found.isoformat()
        return found or ""


def _in_catalogue(paper: Document) -> str:
    """As the catalogue names it: title, date, number."""
    return " · ".join(filter(None, (paper.title, paper.dated, paper.number)))
