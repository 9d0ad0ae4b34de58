"""The list of tenures (任职)."""

from django.utils.translation import gettext_lazy as _

from cadres.registry.tenures.filters import TenureFilter
from cadres.registry.tenures.models import Tenure
from cadres.registry.tenures.tables import TenureTable
from cadres.shared.lists.definition import ListDefinition

TENURE_LIST = ListDefinition(
    key="cadres:tenure_list",
    title=_("Tenures"),
    permission="cadres.view_tenure",
    model=Tenure,
    table_class=TenureTable,
    filterset_class=TenureFilter,
    default_sort="-since",
    personal="cadre_id",
)
