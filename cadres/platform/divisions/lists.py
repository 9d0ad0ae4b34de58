"""The list of townships and divisions (行政区划), whose page is that of a township."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.filters import DivisionFilter
from cadres.platform.divisions.models import Division
from cadres.platform.divisions.tables import DivisionTable
from cadres.shared.lists.definition import ListDefinition

DIVISION_LIST = ListDefinition(
    key="cadres:division_list",
    title=_("Townships and divisions"),
    permission="cadres.view_division",
    model=Division,
    table_class=DivisionTable,
    filterset_class=DivisionFilter,
    default_sort="pk",
)
