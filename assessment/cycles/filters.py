import django_filters as filters
from django.utils.translation import gettext_lazy as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.models import Cycle, Value
from cadres.shared.lists.filters import RecordFilter, RecordNumberFilter, WholeFilter

YEARS = {"min_value": 1949, "max_value": 2200}


class CycleFilter(RecordFilter):
    """By year and stage."""

    year = WholeFilter(label=_("Year"), **YEARS)
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=CycleStage.choices)

    class Meta:
        model = Cycle
        fields: list[str] = []


class ValueFilter(RecordFilter):
    """By year, township and indicator."""

    year = WholeFilter(label=_("Year"), field_name="cycle__year", **YEARS)
    cycle = RecordNumberFilter(label=_("Cycle"), field_name="cycle_id", rows=Cycle.objects.visible_to)
    division = filters.CharFilter(label=_("Code of the township"), field_name="division_id")
    indicator = filters.CharFilter(label=_("Code of the indicator"), field_name="indicator__code")

    class Meta:
        model = Value
        fields: list[str] = []
