import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.registry.protection.choices import KinshipStage


class KinshipFilter(filters.FilterSet):
    stage = filters.ChoiceFilter(label=_("Stage"), choices=KinshipStage.choices)
