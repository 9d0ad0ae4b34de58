"""Forms of the assessment."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.scores.models import Score
from assessment.scores.services.scores import GRADES, grades_state
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.shared.pages.forms import OverrideField, SeenForm
from cadres.shared.pages.grids import Grid, GridColumn, GridMixin, GridRow
from cadres.shared.phrases import titled

GRADE_LABEL, REASON_LABEL = pgettext_lazy("assessment", "Grade"), _("Reason")


class GradeForm(SeenForm):
    """The grade of one leader's year, over the one confirmed before."""

    grade = forms.ChoiceField(
        label=pgettext_lazy("assessment", "Grade"),
        choices=[(grade, AnnualGrade(grade).label) for grade in GRADES],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when the grade departs from the suggested band or changes an earlier one."),
    )
    override = OverrideField()


class GradesForm(GridMixin, SeenForm):
    """The grades of a cycle's leaders in one table; who gets none yet is left out.

    ``rows``: for each score what is shown of it (points, suggestion, what stands against it), and whether the
    suggested grade may be given as things stand.
    """

    def __init__(self, *args: Any, rows: Sequence[tuple[Score, tuple[str, ...], bool]], **kwargs: Any):
        super().__init__(*args, state=grades_state(score for score, _shown, _free in rows), **kwargs)
        self.rows = rows
        for score, _shown, free in rows:
            who = score.tenure.cadre.name
            self.fields[f"grade_{score.pk}"] = forms.ChoiceField(
                label=titled(who, GRADE_LABEL),
                required=False,
                choices=[("", _("not now")), *((grade, AnnualGrade(grade).label) for grade in GRADES)],
                initial=score.grade or (score.band if free else ""),
            )
            self.fields[f"reason_{score.pk}"] = forms.CharField(
                label=titled(who, REASON_LABEL), required=False, initial=score.grade_reason
            )

    def make_grids(self) -> list[Grid]:
        columns = [_("Total"), _("Suggested band"), _("What stands against it"), GRADE_LABEL, REASON_LABEL]
        rows = [
            GridRow(score.tenure.cadre.name, [*shown, self[f"grade_{score.pk}"], self[f"reason_{score.pk}"]])
            for score, shown, _free in self.rows
        ]
        return (
            [Grid(_("Grades"), _("Leader"), [GridColumn(label) for label in columns], rows, fills=False)]
            if rows
            else []
        )

    def wanted(self) -> dict[int, tuple[str, str]]:
        data = self.cleaned_data
        return {score.pk: (data[f"grade_{score.pk}"], data[f"reason_{score.pk}"]) for score, *_rest in self.rows}
