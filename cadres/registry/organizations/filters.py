import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.filters import townships_in_reach_of
from cadres.platform.search.filters import NameFilter
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.organizations.models import Organization


class OrganizationFilter(filters.FilterSet):
    q = NameFilter()
    kind = filters.MultipleChoiceFilter(choices=OrganizationKind.choices, label=_("Kind"))
    township = filters.ModelChoiceFilter(
        field_name="division", queryset=townships_in_reach_of, label=_("Township"), empty_label=_("All")
    )

    class Meta:
        model = Organization
        fields: list[str] = []


class TermFilter(filters.FilterSet):
    """Terms of elected organizations."""

    organization = filters.NumberFilter(field_name="organization_id", label=_("Organization"))
    running_on = filters.DateFilter(field_name="period", lookup_expr="contains", label=_("Running on"))
