import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.filters import RecordFilter
from training.programmes.choices import Audience, Form
from training.programmes.models import Programme


class ProgrammeFilter(RecordFilter):
    name = filters.CharFilter(label=_("Name of the programme"), lookup_expr="contains")
    audience = filters.MultipleChoiceFilter(label=_("Audience"), choices=Audience.choices)
    form = filters.MultipleChoiceFilter(label=_("Form of training"), choices=Form.choices)

    class Meta:
        model = Programme
        fields: list[str] = []
