"""Filters shared by pages and API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.choices import Tier
from cadres.models import Tenure
from incentives.choices import KINDS_OF, AwardKind, AwardStage, Family
from incentives.models import Award, SubsidyRate


class AwardFilter(filters.FilterSet):
    """By person, kind, year and stage."""

    name = filters.CharFilter(label=pgettext_lazy("person", "Name"), field_name="cadre__name", lookup_expr="contains")
    family = filters.ChoiceFilter(label=_("Works by"), choices=Family.choices, method="by_family")
    kind = filters.MultipleChoiceFilter(label=_("Kind"), choices=AwardKind.choices)
    year = filters.NumberFilter(label=_("Year"), min_value=1949, max_value=2200)
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=AwardStage.choices)

    class Meta:
        model = Award
        fields: list[str] = []

    def by_family(self, rows, _name, value):
        return rows.filter(kind__in=KINDS_OF[value])


class DueFilter(filters.FilterSet):
    """Who is due the subsidy, by person and tier."""

    name = filters.CharFilter(label=pgettext_lazy("person", "Name"), field_name="cadre__name", lookup_expr="contains")
    tier = filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices, field_name="tier")

    class Meta:
        model = Tenure
        fields: list[str] = []


class RateFilter(filters.FilterSet):
    """By tier."""

    tier = filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices)

    class Meta:
        model = SubsidyRate
        fields: list[str] = []
