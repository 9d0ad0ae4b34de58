"""Filters shared by pages and API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.cycles.filters import YEARS
from assessment.cycles.models import Cycle
from assessment.scores.choices import NoScore
from assessment.scores.models import Score
from assessment.scores.services.scores import GRADES
from cadres.platform.divisions.choices import Tier
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.posts.choices import MAIN_POSTS, PostKind
from cadres.shared.lists.filters import RecordFilter, RecordNumberFilter, WholeFilter
from cadres.shared.pages.forms import YesNoInput

GRADE_CHOICES = [(grade, AnnualGrade(grade).label) for grade in GRADES]


class ScoreFilter(RecordFilter):
    """By person, place, year, tier and grade."""

    name = filters.CharFilter(
        label=pgettext_lazy("person", "Name"), field_name="tenure__cadre__name", lookup_expr="contains"
    )
    year = WholeFilter(label=_("Year"), field_name="cycle__year", **YEARS)
    township = filters.CharFilter(label=_("Township"), field_name="division__name", lookup_expr="contains")
    post = filters.ChoiceFilter(
        label=_("Post"), field_name="tenure__post__kind", choices=[(k, PostKind(k).label) for k in MAIN_POSTS]
    )
    tier = filters.MultipleChoiceFilter(label=_("Tier"), choices=Tier.choices)
    grade = filters.MultipleChoiceFilter(label=pgettext_lazy("assessment", "Grade"), choices=GRADE_CHOICES)
    graded = filters.BooleanFilter(widget=YesNoInput, label=_("Grade confirmed"), method="by_graded")
    no_score = filters.MultipleChoiceFilter(label=_("Without score"), choices=NoScore.choices)
    cycle = RecordNumberFilter(label=_("Cycle"), field_name="cycle_id", rows=Cycle.objects.visible_to)

    class Meta:
        model = Score
        fields: list[str] = []

    def by_graded(self, rows, _name, value):
        return rows.graded() if value else rows.scored().filter(grade="")
