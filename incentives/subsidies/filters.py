"""Filters shared by pages and API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Tenure
from cadres.platform.divisions.choices import Tier
from cadres.shared.lists.filters import RecordFilter
from incentives.subsidies.models import SubsidyRate


class DueFilter(RecordFilter):
    """Who is due the subsidy, by person and tier."""

    name = filters.CharFilter(label=pgettext_lazy("person", "Name"), field_name="cadre__name", lookup_expr="contains")
    tier = filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices, field_name="tier")

    class Meta:
        model = Tenure
        fields: list[str] = []


class RateFilter(RecordFilter):
    """By tier."""

    tier = filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices)

    class Meta:
        model = SubsidyRate
        fields: list[str] = []
