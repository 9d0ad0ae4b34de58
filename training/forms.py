"""Forms of training."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.choices import Level, PostKind, Tier
from cadres.models import Division
from cadres.shared.forms import DateInput, MoveForm, RecordForm, SeenForm
from training.choices import Mark, Topic
from training.models import Need, Programme, Session, TrainingClass
from training.services.classes import CLASS_FIELDS, SESSION_FIELDS


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of day and time; the value is always ISO, whatever the language."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ProgrammeForm(forms.ModelForm):
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    division = forms.ModelChoiceField(label=_("Run by"), queryset=Division.objects.none())

    class Meta:
        model = Programme
        fields = ("division", "name", "audience", "form", "induction", "topics")

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Division.objects.visible_to(user).exclude(level=Level.TOWNSHIP)
        remits = [remit.division_id for remit in user.remits.all()]
        self.initial.setdefault("division", remits[0] if remits else None)


class ClassForm(RecordForm):
    """A class; the rules of its days and seats are the model's."""

    class Meta:
        model = TrainingClass
        fields = CLASS_FIELDS
        widgets = {"starts_on": DateInput, "ends_on": DateInput}


class NewClassForm(ClassForm):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())

    class Meta(ClassForm.Meta):
        fields = ("programme", *ClassForm.Meta.fields)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(user)


class SessionForm(RecordForm):
    class Meta:
        model = Session
        fields = SESSION_FIELDS
        widgets = {"starts_at": DateTimeInput, "ends_at": DateTimeInput}


class AttendanceForm(SeenForm):
    """One mark for each on the roll; whoever has none yet is proposed as present."""

    def __init__(self, *args: Any, roll: list, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for enrolment in roll:
            self.fields[f"mark_{enrolment.pk}"] = forms.ChoiceField(
                label=enrolment.cadre.name,
                choices=Mark.choices,
                initial=self.state.get(f"mark_{enrolment.pk}", Mark.PRESENT),
                widget=forms.RadioSelect,
            )

    @property
    def marks(self) -> dict[int, str]:
        return {int(name.removeprefix("mark_")): mark for name, mark in self.values().items()}


class CandidateForm(forms.Form):
    """Which of those who could be called up are shown."""

    lacking = forms.BooleanField(label=_("Only who has a training need"), required=False)
    kind = forms.ChoiceField(
        label=_("Post"),
        required=False,
        choices=[
            ("", _("All")),
            *[(kind.value, kind.label) for kind in (PostKind.SECRETARY, PostKind.HEAD)],
        ],
    )
    tier = forms.ChoiceField(label=_("Tier of the township"), required=False, choices=[("", _("All")), *Tier.choices])


class NeedForm(forms.ModelForm):
    class Meta:
        model = Need
        fields = ("topic", "due_on", "note")
        widgets = {"due_on": DateInput}

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < localdate():
            raise forms.ValidationError(_("This day is past."))
        return day


class LeaveForm(MoveForm):
    """Why leave is asked for."""

    reason = forms.CharField(label=_("Why you cannot come"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class EmptyForm(forms.Form):
    """A page that asks for nothing but the press of a button."""


ENROLMENT_FORMS = {"ask_leave": LeaveForm}
