import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.shared.lists.filters import RecordFilter, WholeFilter
from incentives.awards.choices import KINDS_OF, AwardKind, AwardStage, Family
from incentives.awards.models import Award


class AwardFilter(RecordFilter):
    """By person, kind, year and stage."""

    name = filters.CharFilter(label=pgettext_lazy("person", "Name"), field_name="cadre__name", lookup_expr="contains")
    family = filters.ChoiceFilter(label=_("Works by"), choices=Family.choices, method="by_family")
    kind = filters.MultipleChoiceFilter(label=_("Kind"), choices=AwardKind.choices)
    year = WholeFilter(label=_("Year"), min_value=1949, max_value=2200)
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=AwardStage.choices)

    class Meta:
        model = Award
        fields: list[str] = []

    def by_family(self, rows, _name, value):
        return rows.filter(kind__in=KINDS_OF[value])
