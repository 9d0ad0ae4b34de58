"""Forms of the parts of a file: education, family, yearly results, sanctions, verifications."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.models import AnnualResult, Education, FamilyMember
from cadres.registry.cadre_files.services import sections as cadre_parts
from cadres.shared.months import read_month
from cadres.shared.pages.edit_conflicts import fingerprint
from cadres.shared.pages.forms import ReasonedForm
from cadres.shared.pages.grids import PartsForm

FIRST_YEAR = 1949


class EducationForm(ReasonedForm):
    class Meta:
        model = Education
        fields = cadre_parts.FIELDS[Education]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("level") and not cleaned.get("degree"):
            self.add_error("level", _("Enter a level of education or a degree."))
        return cleaned


class FamilyForm(ReasonedForm):
    class Meta:
        model = FamilyMember
        fields = cadre_parts.FIELDS[FamilyMember]

    def clean_born(self) -> str:
        """What came in by a form file may stand as it is; what is typed must be a month."""
        born = self.cleaned_data["born"].strip()
        if born and born != self.initial.get("born") and not read_month(born):
            raise forms.ValidationError(_("Write the month as yyyyMM, for example 198203."))
        return born


class ResultForm(ReasonedForm):
    class Meta:
        model = AnnualResult
        fields = cadre_parts.FIELDS[AnnualResult]

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= localdate().year:
            raise forms.ValidationError(_("Enter a year that has begun, in four digits."))
        return year


class EducationGrid(PartsForm):
    row_form, names, title = EducationForm, cadre_parts.FIELDS[Education], _("Education")


class FamilyGrid(PartsForm):
    row_form, names, title = FamilyForm, cadre_parts.FIELDS[FamilyMember], _("Family and important relations")


class ResultGrid(PartsForm):
    row_form, names, title = ResultForm, cadre_parts.FIELDS[AnnualResult], _("Yearly results")

    def clean(self) -> dict[str, Any]:
        """One year, one result: said in the cell, before the database says it for the first of the two."""
        data = super().clean()
        kept = {key: part.year for key, part in self.saved.items() if key in self.locked}
        years = {**kept, **{key: values["year"] for key, values in self.filled.items()}}
        for key in self.filled:
            if list(years.values()).count(years[key]) > 1:
                self.add_error(f"{key}-year", _("This year stands twice."))
        return data


class RemoveForm(forms.Form):
    """Why a part is taken away; ``seen`` as in ``RecordForm``."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, part: Any, **kwargs: Any):
        initial = {"seen": fingerprint(part, cadre_parts.FIELDS[type(part)])}
        super().__init__(*args, initial=initial, **kwargs)
