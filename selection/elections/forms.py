"""Forms of the public election. What a form asks for, a service records."""

import re
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Cadre, Tenure, User
from cadres.registry.cadre_files.pages import CadreSearchForm
from cadres.shared.pages.forms import DateInput, DayField, DecisionForm, MoveForm, RecordForm, SectionsMixin
from cadres.shared.pages.grids import Grid, GridColumn, GridMixin, GridRow, PerPersonForm, RowsForm
from cadres.shared.phrases import titled
from cadres.shared.regulations.catalogue import RULES
from selection.elections.choices import WAYS_IN, Body, LeaveReason, Path, Stage
from selection.elections.models import Ballot, Election, Inspection, Recommendation
from selection.elections.services.evidence import BALLOT, INSPECTION, RECOMMENDATION
from selection.elections.services.procedure import PLAN


class PlanForm(RecordForm):
    """The announcement's text, conditions and dates."""

    class Meta:
        model = Election
        fields = PLAN
        widgets = {"registration_from": DateInput(), "registration_to": DateInput()}


class NomineeForm(CadreSearchForm):
    """A cadre found by name or pinyin, and the way in."""

    path = forms.ChoiceField(label=_("Way in"), choices=[(one.value, one.label) for one in WAYS_IN])
    supporters = forms.IntegerField(
        label=_("Supporters"), min_value=0, initial=0, help_text=_("Number of people who signed a joint nomination.")
    )
    nominated_by = forms.CharField(label=_("Nominated by"), max_length=200, required=False)
    registered_on = DayField(label=_("Registered on"), widget=DateInput, initial=timezone.localdate)


def day_of_registration(election: Election) -> date:
    """Today, or the nearest day on which the election takes registrations."""
    today, first, last = timezone.localdate(), election.registration_from, election.registration_to
    return min(max(today, first), last) if first and last else today


class NomineesForm(GridMixin, forms.Form):
    """Several cadres for one election: for each the way in; without one he is not registered."""

    columns = ("path", "supporters", "nominated_by")

    election = forms.ModelChoiceField(label=_("Election"), queryset=Election.objects.none())
    registered_on = DayField(label=_("Registered on"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, user: User, cadres: list[Cadre], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.cadres = cadres
        field: Any = self.fields["election"]
        field.queryset = Election.objects.visible_to(user).filter(stage=Stage.REGISTRATION).for_list()
        if len(field.queryset) == 1:
            field.initial = field.queryset[0]
            self.fields["registered_on"].initial = day_of_registration(field.initial)
        for cadre in cadres:
            for name in self.columns:
                part = copy(NomineeForm.base_fields[name])
                part.label, part.help_text = titled(cadre.name, part.label), ""
                part.required = part.widget.is_required = False
                self.fields[f"{name}_{cadre.pk}"] = part
            ways: Any = self.fields[f"path_{cadre.pk}"]
            ways.choices = [("", _("not registered")), *((one.value, one.label) for one in WAYS_IN)]
            ways.initial = Path.JOINT_MEMBERS

    def make_grids(self) -> list[Grid]:
        columns = [GridColumn(NomineeForm.base_fields[name].label or "") for name in self.columns]
        rows = [GridRow(one.name, [self[f"{name}_{one.pk}"] for name in self.columns]) for one in self.cadres]
        return [Grid(_("For each nominee"), _("Cadre"), columns, rows)] if rows else []

    def entries(self) -> dict[int, dict[str, Any]]:
        data = self.cleaned_data
        found = {one.pk: {name: data[f"{name}_{one.pk}"] for name in self.columns} for one in self.cadres}
        for values in found.values():
            values["supporters"] = values["supporters"] or 0
        return {key: values for key, values in found.items() if values["path"]}


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class WaiverForm(forms.Form):
    """Which rule, why, on what paper."""

    rule = forms.ChoiceField(label=_("Rule"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.CharField(label=_("Document"), max_length=200)

    def __init__(self, *args: Any, rules: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rule"]
        field.choices = [(key, RULES[key].title) for key in rules]


class RecommendationForm(PerPersonForm, forms.ModelForm):
    """Talks and meeting, and for each nominee the votes and whether the inspection follows."""

    heading = _("Nominee")
    columns = (
        ("talk", _("named in talks")),
        ("vote", _("votes in the meeting")),
        ("chosen", _("goes to the inspection")),
    )
    totals = ("talk", "vote")

    class Meta:
        model = Recommendation
        fields = RECOMMENDATION
        widgets = {"talks_on": DateInput(), "meeting_on": DateInput()}

    def part(self, name: str, label: str) -> forms.Field:
        if name == "chosen":
            return forms.BooleanField(label=label, required=False)
        return super().part(name, label)


class TeamField(forms.CharField):
    """One name a line, or names in one line with the enumeration comma between them."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [str(name).strip() for name in value if str(name).strip()]
        return [name.strip() for name in re.split(r"[\n、，,;；]", super().to_python(value) or "") if name.strip()]

    def prepare_value(self, value: Any) -> Any:
        between = "\n" if isinstance(self.widget, forms.Textarea) else "、"
        return between.join(value) if isinstance(value, list | tuple) else value

    def run_validators(self, value: Any) -> None:
        """Length is judged by the rule about the team."""


class InspectionForm(SectionsMixin, RecordForm):
    """The inspection of one nominee."""

    one_only = True
    section_titles = (
        (_("Team and days"), INSPECTION[: INSPECTION.index("file_on")]),
        (_("The four musts"), INSPECTION[INSPECTION.index("file_on") : INSPECTION.index("signed_by_secretary")]),
        (_("Opinion and conclusion"), INSPECTION[INSPECTION.index("signed_by_secretary") :]),
    )

    team = TeamField(label=_("Team"), help_text=_("One name a line."))

    class Meta:
        model = Inspection
        fields = INSPECTION
        widgets = {
            name: DateInput()
            for name in ("began_on", "ended_on", "file_on", "report_on", "discipline_on", "petitions_on")
        }

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "team"}  # type: ignore[misc]


class InspectionsForm(RowsForm):
    """The inspections of all who were recommended, one row each."""

    row_form, names = InspectionForm, INSPECTION
    title, heading, repeats = _("Inspections"), _("Nominee"), True

    def fields_of(self, key: str, label: str) -> dict[str, forms.Field]:
        """The team stands in one line."""
        fields = super().fields_of(key, label)
        fields[f"{key}-team"].widget = forms.TextInput()
        return fields


class VoteForm(PerPersonForm, forms.ModelForm):
    """The committee's meeting and, for each nominee, agree, disagree, defer. The result is computed."""

    heading = _("Nominee")
    columns = (("yes", _("agree")), ("no", _("disagree")), ("deferred", _("defer")))

    class Meta:
        model = Ballot
        fields = BALLOT
        widgets = {"met_on": DateInput()}

    body = forms.ChoiceField(label=_("Committee"), choices=Body.choices)


class ComplaintForm(forms.Form):
    received_on = DayField(label=_("Received on"), widget=DateInput, initial=timezone.localdate)
    sender = forms.CharField(
        label=pgettext_lazy("objection", "From"),
        max_length=120,
        help_text=_("Name, or “anonymous with traceable leads”."),
    )
    content = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 4}))


class SettlementForm(forms.Form):
    settlement = forms.CharField(label=_("How settled"), widget=forms.Textarea(attrs={"rows": 4}))
    upheld = forms.BooleanField(label=_("The objection is upheld"), required=False)


class AnnounceForm(MoveForm):
    """Today, unless registration has begun already: then the day is to be told."""

    wants_record = True

    announced_on = DayField(label=_("Announced on"), widget=DateInput)

    def __init__(self, *args: Any, record: Election, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today, first = timezone.localdate(), record.registration_from
        if first is None or today <= first:
            self.fields["announced_on"].initial = today


class TimetableForm(forms.Form):
    """The day before which nothing more happens."""

    begins = DayField(label=_("From this day on"), widget=DateInput, required=False)


class PublishForm(MoveForm):
    notice_from = DayField(label=_("First day of the notice"), widget=DateInput, initial=timezone.localdate)


class AppointForm(DecisionForm):
    """First day, paper, talk, and which of the appointee's posts end."""

    wants_record = True

    talk_on = DayField(label=_("Talk on"), widget=DateInput)
    starts_on = DayField(
        label=_("Tenure from"),
        widget=DateInput,
        help_text=_("The day of the committee's decision, or of the election for an elected post."),
    )
    document = forms.CharField(label=_("Appointment document"), max_length=120)
    leave_reason = forms.ChoiceField(label=_("Leaves former posts because of"), choices=LeaveReason.choices)
    ends = forms.MultipleChoiceField(label=_("Posts that end"), required=False, widget=forms.CheckboxSelectMultiple)
    keeps_other_post = forms.BooleanField(
        label=_("One shoulder: keeps the other main post of this township"), required=False
    )

    def __init__(self, *args: Any, record: Election, **kwargs: Any):
        super().__init__(*args, **kwargs)
        held = (
            Tenure.objects.open()
            .filter(cadre__nominations=record.winner_id)
            .exclude(post_id=record.vacancy.post_id)
            .select_related("post__organization")
        )
        field: Any = self.fields["ends"]
        field.choices = [(str(tenure.pk), str(tenure.post)) for tenure in held] if record.winner_id else []
        field.initial = [key for key, _label in field.choices]
        if not field.choices:  # nothing held, so nothing to end or to keep
            del self.fields["ends"], self.fields["keeps_other_post"]
        ballot = getattr(record, "ballot", None)
        self.fields["starts_on"].initial = record.elected_on or (ballot.met_on if ballot else None)
        self.fields["talk_on"].initial = timezone.localdate()

    def clean_ends(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["ends"]]
