"""The list of organizations (单位)."""

from django.utils.translation import gettext_lazy as _

from cadres.registry.organizations.filters import OrganizationFilter
from cadres.registry.organizations.models import Organization
from cadres.registry.organizations.tables import OrganizationTable
from cadres.shared.lists.definition import ListDefinition

ORGANIZATION_LIST = ListDefinition(
    key="cadres:organization_list",
    title=_("Organizations"),
    permission="cadres.view_organization",
    model=Organization,
    table_class=OrganizationTable,
    filterset_class=OrganizationFilter,
    default_sort="division_id",
)
