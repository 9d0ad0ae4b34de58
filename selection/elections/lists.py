"""The list of public elections (公推直选)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.definition import ListDefinition
from selection.elections.filters import ElectionFilter
from selection.elections.models import Election
from selection.elections.tables import ElectionTable

ELECTION_LIST = ListDefinition(
    key="selection:election_list",
    title=_("Public elections"),
    permission="selection.view_election",
    model=Election,
    table_class=ElectionTable,
    filterset_class=ElectionFilter,
)
