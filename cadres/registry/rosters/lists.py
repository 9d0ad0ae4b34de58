"""The list of rosters (名册)."""

from django.utils.translation import gettext_lazy as _

from cadres.registry.rosters.models import Roster
from cadres.registry.rosters.tables import RosterFilter, RosterTable
from cadres.shared.lists.definition import ListDefinition

VIEW, KEEP = "cadres.view_cadre", "cadres.keep_roster"

ROSTER_LIST = ListDefinition(
    key="cadres:roster_list",
    title=_("Rosters"),
    permission=VIEW,
    model=Roster,
    table_class=RosterTable,
    filterset_class=RosterFilter,
    default_sort="name",
)
