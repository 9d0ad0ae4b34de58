from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.platform.divisions.pages import PlaceField
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.rules.particulars import particular_remarks
from cadres.registry.cadre_files.rules.resume import read_resume, write_resume
from cadres.registry.cadre_files.services.files import DERIVED, FIELDS, KEPT
from cadres.shared.identity import identity_number_is_sound, identity_text
from cadres.shared.names import name_text
from cadres.shared.pages.fields import EthnicGroupField
from cadres.shared.pages.forms import DateInput, RecordForm, SectionsMixin


class CadreForm(SectionsMixin, RecordForm):
    """Particulars of a cadre's file. Identity number, phone and address are masked: empty means as before."""

    section_titles = (
        (_("Person"), FIELDS[: FIELDS.index("political_status")]),
        (_("Party, work and profession"), FIELDS[FIELDS.index("political_status") : FIELDS.index("grade")]),
        (_("Grade and status"), FIELDS[FIELDS.index("grade") : FIELDS.index("resume")]),
        (_("Number and contact"), KEPT),
        (_("Résumé and awards"), ("resume", "tidy", "awards_text", "reason")),
    )

    growth_place = PlaceField(
        required=False,
        label=_("Grew up in"),
        help_text=_("The township, with its county; decides about regional recusal."),
    )
    identity_number = forms.CharField(
        required=False,
        max_length=18,
        label=_("Identity number"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        required=False, max_length=20, label=_("Mobile phone"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    address = forms.CharField(
        required=False, max_length=200, label=_("Home address"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    class Meta:
        model = Cadre
        fields = FIELDS
        field_classes = {"ethnicity": EthnicGroupField}
        widgets = {
            "born_on": DateInput,
            "joined_party_on": DateInput,
            "began_work_on": DateInput,
            "grade_since": DateInput,
            "township_since": DateInput,
            "resume": forms.Textarea(attrs={"rows": 10}),
            "awards_text": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name_key"].help_text = _("Lists sort by it. Empty: proposed by the program.")
        self.fields["born_on"].help_text = _("The first day of the month where only the month is known.")
        for name in KEPT:
            stored = getattr(self.instance, name) if self.instance.pk else ""
            if stored:
                self.fields[name].help_text = _("On file: %(masked)s. Leave empty to keep it.") % {
                    "masked": MASKED_FIELDS[f"cadre.{name}"].mask(stored)
                }

    def clean_name(self) -> str:
        if name := name_text(self.cleaned_data["name"]):
            return name
        raise forms.ValidationError(_("The name has no visible sign. Type it anew."))

    def clean_identity_number(self) -> str:
        number = identity_text(self.cleaned_data["identity_number"])
        if number and not identity_number_is_sound(number):
            raise forms.ValidationError(_("This is no identity number: 18 digits with the right check digit."))
        return number

    def clean_born_on(self) -> Any:
        born_on = self.cleaned_data["born_on"]
        if born_on > localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return born_on

    def remarks(self) -> Iterator[str]:
        """What was typed and should be looked at; the number on file counts where none was typed."""
        data = self.cleaned_data
        if not {"sex", "born_on", "identity_number", "ethnicity"} & set(self.changed_data):
            return
        number = data["identity_number"] or self.instance.identity_number
        told = particular_remarks(number=number, sex=data["sex"], born=data["born_on"], ethnicity=data["ethnicity"])
        yield from (text for _name, text in told)


class NewCadreForm(CadreForm):
    """A new file belongs to one of the counties that the user answers for."""

    division = forms.ModelChoiceField(Division.objects.none(), label=_("Managed by"))
    field_order = ("division", *FIELDS)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        counties = Division.objects.visible_to(user).filter(level=Level.COUNTY)
        self.fields["division"].queryset = counties
        self.fields["division"].initial = counties.first()


class ChangeForm(CadreForm):
    """Particulars of an open file. What is verified, and what follows from elsewhere, is shown and stays.

    A reason goes on record with the change.
    """

    field_order = (*FIELDS[: FIELDS.index("resume") + 1], "tidy")

    tidy = forms.BooleanField(
        label=_("Write the lines of the résumé in the usual way"),
        required=False,
        help_text=_("2016.09--2021.05 and two spaces; nine spaces where a period has no end. The words stay."),
    )
    reason = forms.CharField(
        label=_("Reason or paper"),
        required=False,
        max_length=200,
        help_text=_("Shown in the history beside the change."),
    )

    def __init__(self, *args: Any, verified: dict[str, Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in DERIVED:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Follows from “Levels and ranks”, where it is entered and corrected.")
        for name, decision in verified.items():
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Verified on paper (%(paper)s). Verify it anew to change it.") % {
                "paper": decision.paper_text
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("tidy") and cleaned.get("resume"):
            cleaned["resume"] = write_resume(*read_resume(cleaned["resume"]))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name not in ("tidy", "reason")}
