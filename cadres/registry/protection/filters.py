import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.registry.protection.choices import KinshipStage
from cadres.shared.lists.filters import RecordFilter


class KinshipFilter(RecordFilter):
    stage = filters.ChoiceFilter(label=_("Stage"), choices=KinshipStage.choices)
