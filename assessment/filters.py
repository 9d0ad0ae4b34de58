"""Filters shared by pages and API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.choices import CycleStage, NoScore, SystemStage
from assessment.models import Cycle, IndicatorSystem, Score, Value
from assessment.services.scores import GRADES
from cadres.choices import MAIN_POSTS, AnnualGrade, PostKind, Tier
from cadres.shared.forms import YesNoInput

YEARS = {"min_value": 1949, "max_value": 2200}
GRADE_CHOICES = [(grade, AnnualGrade(grade).label) for grade in GRADES]


class SystemFilter(filters.FilterSet):
    """By stage and name."""

    name = filters.CharFilter(label=_("Indicator system"), lookup_expr="contains")
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=SystemStage.choices)

    class Meta:
        model = IndicatorSystem
        fields: list[str] = []


class CycleFilter(filters.FilterSet):
    """By year and stage."""

    year = filters.NumberFilter(label=_("Year"), **YEARS)
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=CycleStage.choices)

    class Meta:
        model = Cycle
        fields: list[str] = []


class ScoreFilter(filters.FilterSet):
    """By person, place, year, tier and grade."""

    name = filters.CharFilter(
        label=pgettext_lazy("person", "Name"), field_name="tenure__cadre__name", lookup_expr="contains"
    )
    year = filters.NumberFilter(label=_("Year"), field_name="cycle__year", **YEARS)
    township = filters.CharFilter(label=_("Township"), field_name="division__name", lookup_expr="contains")
    post = filters.ChoiceFilter(
        label=_("Post"), field_name="tenure__post__kind", choices=[(k, PostKind(k).label) for k in MAIN_POSTS]
    )
    tier = filters.MultipleChoiceFilter(label=_("Tier"), choices=Tier.choices)
    grade = filters.MultipleChoiceFilter(label=pgettext_lazy("assessment", "Grade"), choices=GRADE_CHOICES)
    graded = filters.BooleanFilter(widget=YesNoInput, label=_("Grade confirmed"), method="by_graded")
    no_score = filters.MultipleChoiceFilter(label=_("Without score"), choices=NoScore.choices)
    cycle = filters.NumberFilter(label=_("Number of the cycle"), field_name="cycle_id", min_value=1)

    class Meta:
        model = Score
        fields: list[str] = []

    def by_graded(self, rows, _name, value):
        return rows.graded() if value else rows.scored().filter(grade="")


class ValueFilter(filters.FilterSet):
    """By year, township and indicator."""

    year = filters.NumberFilter(label=_("Year"), field_name="cycle__year", **YEARS)
    cycle = filters.NumberFilter(label=_("Number of the cycle"), field_name="cycle_id", min_value=1)
    division = filters.CharFilter(label=_("Code of the township"), field_name="division_id")
    indicator = filters.CharFilter(label=_("Code of the indicator"), field_name="indicator__code")

    class Meta:
        model = Value
        fields: list[str] = []
