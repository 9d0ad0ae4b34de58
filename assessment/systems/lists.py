"""The list of indicator systems (指标体系)."""

from django.utils.translation import gettext_lazy as _

from assessment.systems.filters import SystemFilter
from assessment.systems.models import IndicatorSystem
from assessment.systems.tables import SystemTable
from cadres.shared.lists.definition import ListDefinition

SYSTEM_LIST = ListDefinition(
    key="assessment:system_list",
    title=_("Indicator systems"),
    permission="assessment.view_system",
    model=IndicatorSystem,
    table_class=SystemTable,
    filterset_class=SystemFilter,
)
