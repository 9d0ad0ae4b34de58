import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.filters import townships_in_reach
from cadres.platform.search.filters import NameFilter
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.organizations.models import Organization
from cadres.shared.lists.filters import ReachFilter, RecordFilter, WholeFilter


class OrganizationFilter(RecordFilter):
    q = NameFilter()
    kind = filters.MultipleChoiceFilter(choices=OrganizationKind.choices, label=_("Kind"))
    township = ReachFilter(
        field_name="division", queryset=townships_in_reach, label=_("Township"), empty_label=_("All")
    )

    class Meta:
        model = Organization
        fields: list[str] = []


class TermFilter(RecordFilter):
    """Terms of elected organizations."""

    organization = WholeFilter(field_name="organization_id", label=_("Organization"))
    running_on = filters.DateFilter(field_name="period", lookup_expr="contains", label=_("Running on"))
