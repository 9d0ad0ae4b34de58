"""Forms of the assessment."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.scores.services.scores import GRADES
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.shared.pages.forms import OverrideField, SeenForm


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
