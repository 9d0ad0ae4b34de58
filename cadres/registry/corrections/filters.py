import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.corrections.choices import CorrectionKind, CorrectionStage
from cadres.registry.corrections.models import Correction
from cadres.shared.lists.filters import RecordFilter


class CorrectionFilter(RecordFilter):
    name = filters.CharFilter(label=pgettext_lazy("person", "Name"), field_name="cadre__name", lookup_expr="contains")
    kind = filters.ChoiceFilter(label=_("What"), choices=CorrectionKind.choices)
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=CorrectionStage.choices)

    class Meta:
        model = Correction
        fields: list[str] = []
