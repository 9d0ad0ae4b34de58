"""Filters of the base, shared by the lists of the pages and of the API, so they always agree."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Level, TownshipKind
from cadres.platform.divisions.models import Division
from cadres.platform.search.filters import NameFilter
from cadres.shared.lists.filters import RecordFilter
from cadres.shared.scope import wider_than_county


def townships_in_reach(user: Any) -> QuerySet:
    """The townships to choose from; none for a remit wider than a county, whose list would be endless."""
    if user is None or not getattr(user, "code_ranges", None) or wider_than_county(user.code_ranges):
        return Division.objects.none()
    return Division.objects.visible_to(user).filter(level=Level.TOWNSHIP)


def counties_in_reach(user: Any) -> QuerySet:
    return Division.objects.visible_to(user).filter(level=Level.COUNTY).order_by("code")


class DivisionFilter(RecordFilter):
    q = NameFilter()
    level = filters.ChoiceFilter(choices=Level.choices, label=_("Level"))
    kind = filters.MultipleChoiceFilter(choices=TownshipKind.choices, label=_("Kind"))
    within = filters.CharFilter(method="filter_within", label=_("Within (code)"), max_length=12)

    class Meta:
        model = Division
        fields: list[str] = []

    def filter_within(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        return queryset.below(value.ljust(12, "0")) if value.isascii() and value.isdigit() else queryset.none()
