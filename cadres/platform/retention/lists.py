"""The list of disposals (到期清理)."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.retention.models import Disposal
from cadres.platform.retention.tables import DisposalFilter, DisposalTable
from cadres.platform.retention.workflow import VIEW
from cadres.shared.lists.definition import ListDefinition

DISPOSAL_LIST = ListDefinition(
    key="cadres:disposal_list",
    title=_("Disposals of records"),
    permission=VIEW,
    model=Disposal,
    table_class=DisposalTable,
    filterset_class=DisposalFilter,
)
