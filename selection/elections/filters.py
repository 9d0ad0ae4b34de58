"""Filters shared by the list of elections and its API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.filters import RecordFilter
from selection.elections.choices import Stage
from selection.elections.models import Election


class ElectionFilter(RecordFilter):
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=Stage.choices)
    opened_from = filters.DateFilter(label=_("Opened from"), field_name="opened_on", lookup_expr="gte")
    opened_to = filters.DateFilter(label=_("Opened to"), field_name="opened_on", lookup_expr="lte")

    class Meta:
        model = Election
        fields = ("stage", "opened_from", "opened_to")
