from datetime import timedelta

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from cadres.platform.divisions.filters import townships_in_reach
from cadres.platform.search.filters import NameFilter
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.organizations.models import Organization, Term
from cadres.shared.lists.filters import ReachFilter, RecordFilter, WholeFilter
from cadres.shared.pages.forms import DateRangeInput


class OrganizationFilter(RecordFilter):
    q = NameFilter()
    kind = filters.MultipleChoiceFilter(choices=OrganizationKind.choices, label=_("Kind"))
    township = ReachFilter(
        field_name="division", queryset=townships_in_reach, label=_("Township"), empty_label=_("All")
    )
    term_ends = filters.DateFromToRangeFilter(
        widget=DateRangeInput, method="filter_term_ends", label=_("Last day of a term")
    )

    class Meta:
        model = Organization
        fields: list[str] = []

    @extend_schema_field({"type": "string", "format": "date", "description": _("Last day of a term")})  # each end
    def filter_term_ends(self, queryset: QuerySet, _name: str, value: slice) -> QuerySet:
        """The end of a period is the day after its last. The range is given as instants."""
        terms = Term.objects.filter(organization=OuterRef("pk"))
        if value.start:
            terms = terms.filter(period__endswith__gt=value.start.date())
        if value.stop:
            terms = terms.filter(period__endswith__lte=value.stop.date() + timedelta(days=1))
        return queryset.filter(Exists(terms.order_by()))


class TermFilter(RecordFilter):
    """Terms of elected organizations."""

    organization = WholeFilter(field_name="organization_id", label=_("Organization"))
    running_on = filters.DateFilter(field_name="period", lookup_expr="contains", label=_("Running on"))
