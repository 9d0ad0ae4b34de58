"""The list of cadres (干部列表)."""

from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.file_page.conditions import CADRES
from cadres.registry.file_page.filters import CadreFilter
from cadres.registry.file_page.tables import CadreTable
from cadres.shared.lists.definition import ListDefinition

CADRE_LIST = ListDefinition(
    key="cadres:cadre_list",
    title=_("Cadres"),
    permission="cadres.view_cadre",
    model=Cadre,
    table_class=CadreTable,
    filterset_class=CadreFilter,
    default_sort="name_key",
    personal="pk",
    conditions=CADRES,
    usual={"status": CadreStatus.SERVING.value},
)
