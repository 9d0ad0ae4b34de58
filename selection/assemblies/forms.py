"""Forms of an electing assembly."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.cadre_files.pages import CadreSearchForm
from cadres.shared.pages.forms import DateInput, DecisionForm, RecordForm
from cadres.shared.pages.grids import PerPersonForm
from selection.assemblies.choices import Nominator
from selection.assemblies.models import Assembly, FormalCandidate, Round
from selection.assemblies.services import PAPERS

CONVENED = ("session", "held_on", "due")


class ConveneForm(RecordForm):
    """Which session, on what day, and how many are entitled to vote."""

    class Meta:
        model = Assembly
        fields = CONVENED
        widgets = {"held_on": DateInput()}


class CandidateForm(CadreSearchForm):
    """A cadre, by whom nominated, and the deputies who have signed: one name a line."""

    nominated_by = forms.ChoiceField(label=pgettext_lazy("candidate", "Nominated by"), choices=Nominator.choices)
    signatures = forms.CharField(
        label=_("Deputies who signed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One name a line. Each counts once."),
    )

    def __init__(self, *args: Any, nominators: list[Nominator], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["nominated_by"]
        field.choices = [(one.value, one.label) for one in nominators]
        if Nominator.DEPUTIES not in nominators:
            del self.fields["signatures"]

    def clean_signatures(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["signatures"].splitlines() if name.strip()]


class CandidateWithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=FormalCandidate._meta.get_field("withdrawal").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SitForm(DecisionForm):
    """Who is there when the assembly opens; the quorum is computed."""

    wants_record = True

    present = forms.IntegerField(label=_("Present"), min_value=0)

    def __init__(self, *args: Any, record: Assembly, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["present"].help_text = _("Of %(due)d entitled to vote.") % {"due": record.due}


class RoundForm(PerPersonForm, forms.ModelForm):
    """The papers of one ballot and, for each candidate, for, against, abstained. The result is computed."""

    heading = _("Candidate")
    columns = (
        ("yes", pgettext_lazy("ballot", "for")),
        ("no", pgettext_lazy("ballot", "against")),
        ("abstain", _("abstained")),
    )
    totals = ("yes",)

    class Meta:
        model = Round
        fields = PAPERS
