import django_filters as filters
from django.utils.translation import gettext_lazy as _

from assessment.systems.choices import SystemStage
from assessment.systems.models import IndicatorSystem
from cadres.shared.lists.filters import RecordFilter


class SystemFilter(RecordFilter):
    """By stage and name."""

    name = filters.CharFilter(label=_("Indicator system"), lookup_expr="contains")
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=SystemStage.choices)

    class Meta:
        model = IndicatorSystem
        fields: list[str] = []
