"""Forms of the parts of a file: education, family, yearly results, sanctions, verifications."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.choices import DocumentClass, Paper, Standing, VerifiedItem
from cadres.lrmx import texts
from cadres.models import AnnualResult, Document, Education, FamilyMember, Sanction
from cadres.models.verifications import DATED
from cadres.services import cadre_parts, sanctions, verifications
from cadres.shared.errors import Objection
from cadres.shared.forms import DateInput, DayField, RecordForm, SeenForm
from cadres.shared.freshness import fingerprint

FIRST_YEAR = 1949


class PartForm(RecordForm):
    """A part with a reason or paper that goes on record with the change."""

    reason = forms.CharField(
        label=_("Reason or paper"),
        required=False,
        max_length=200,
        help_text=_("Shown in the history beside the change."),
    )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name in self._meta.fields}


class EducationForm(PartForm):
    class Meta:
        model = Education
        fields = cadre_parts.FIELDS[Education]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("level") and not cleaned.get("degree"):
            self.add_error("level", _("Enter a level of education or a degree."))
        return cleaned


class FamilyForm(PartForm):
    class Meta:
        model = FamilyMember
        fields = cadre_parts.FIELDS[FamilyMember]

    def clean_born(self) -> str:
        """What came in by a form file may stand as it is; what is typed must be a month."""
        born = self.cleaned_data["born"].strip()
        if born and born != self.initial.get("born") and not texts.month(born):
            raise forms.ValidationError(_("Write the month as yyyyMM, for example 198203."))
        return born


class ResultForm(PartForm):
    class Meta:
        model = AnnualResult
        fields = cadre_parts.FIELDS[AnnualResult]

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= localdate().year:
            raise forms.ValidationError(_("Enter a year that has begun, in four digits."))
        return year


class SanctionForm(PartForm):
    """The end of its effect is proposed by the rule of its kind."""

    open_end = forms.BooleanField(
        label=_("In effect until further notice"),
        required=False,
        help_text=_("For example probation within the party, as long as the rights have not returned."),
    )
    field_order = ("kind", "decided_on", "effect_until", "open_end", "organ", "document", "reason")

    class Meta:
        model = Sanction
        fields = sanctions.FIELDS
        field_classes = {"decided_on": DayField, "effect_until": DayField}
        widgets = {"decided_on": DateInput, "effect_until": DateInput}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["effect_until"].help_text = _("Empty: by the rule of its kind. Another day needs a reason.")
        self.fields["reason"].help_text = _("Needed when the effect ends on another day than by the rule.")
        if self.instance.pk and self.instance.effect_until is None:
            self.initial["open_end"] = True

    def clean_decided_on(self) -> date:
        decided_on = self.cleaned_data["decided_on"]
        if decided_on > localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return decided_on


class AnnulForm(forms.Form):
    on = DayField(label=_("Annulled on"), widget=DateInput)
    document = forms.CharField(label=_("Paper of the annulment"), max_length=120)
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class RemoveForm(forms.Form):
    """Why a part is taken away; ``seen`` as in ``RecordForm``."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, part: Any, **kwargs: Any):
        initial = {"seen": fingerprint(part, cadre_parts.FIELDS[type(part)])}
        super().__init__(*args, initial=initial, **kwargs)


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
