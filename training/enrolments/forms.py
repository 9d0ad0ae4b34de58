"""Forms of training."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Tier
from cadres.registry.posts.choices import PostKind
from cadres.shared.pages.forms import MoveForm, SeenForm
from cadres.shared.pages.grids import Grid, GridColumn, GridMixin, GridRow
from training.classes.choices import ClassStage
from training.classes.models import TrainingClass
from training.enrolments.choices import AttendanceStatus


class AttendanceForm(GridMixin, SeenForm):
    """One mark for each on the roll; whoever has none yet is proposed as present."""

    def __init__(self, *args: Any, roll: list, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for enrolment in roll:
            self.fields[f"mark_{enrolment.pk}"] = forms.ChoiceField(
                label=enrolment.cadre.name,
                choices=AttendanceStatus.choices,
                initial=self.state.get(f"mark_{enrolment.pk}", AttendanceStatus.PRESENT),
                widget=forms.RadioSelect,
            )

    def make_grids(self) -> list[Grid]:
        rows = [GridRow(str(field.label), [self[name]]) for name, field in self.fields.items() if name != "seen"]
        return [Grid(_("Attendance"), _("Cadre"), [GridColumn(_("Mark"))], rows)] if rows else []

    @property
    def marks(self) -> dict[int, str]:
        return {int(name.removeprefix("mark_")): mark for name, mark in self.values().items()}


class CallUpForm(forms.Form):
    """To which class people selected in the list of cadres are called up."""

    training_class = forms.ModelChoiceField(label=_("Class"), queryset=TrainingClass.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["training_class"]
        field.queryset = TrainingClass.objects.visible_to(user).filter(stage=ClassStage.OPEN).for_list()


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


class LeaveForm(MoveForm):
    """Why leave is asked for."""

    reason = forms.CharField(label=_("Why you cannot come"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
