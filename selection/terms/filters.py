"""Filters shared by the watch list and its API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.filters import RecordFilter
from cadres.shared.pages.forms import YesNoInput
from selection.terms.choices import Kind
from selection.terms.models import Watch


class WatchFilter(RecordFilter):
    kind = filters.MultipleChoiceFilter(label=_("Kind"), choices=Kind.choices)
    due_before = filters.DateFilter(label=_("Due by"), field_name="due_on", lookup_expr="lte")
    settled = filters.BooleanFilter(
        widget=YesNoInput, label=_("Settled"), field_name="settled_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Watch
        fields = ("kind", "due_before", "settled")
