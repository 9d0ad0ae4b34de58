"""The list of requested exports (导出申请)."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.exports.models import ExportRequest
from cadres.platform.exports.tables import ExportFilter, ExportTable
from cadres.shared.lists.definition import ListDefinition

VIEW = "cadres.view_export"

EXPORT_LIST = ListDefinition(
    key="cadres:export_list",
    title=_("Exports of personal data"),
    permission=VIEW,
    model=ExportRequest,
    table_class=ExportTable,
    filterset_class=ExportFilter,
)
