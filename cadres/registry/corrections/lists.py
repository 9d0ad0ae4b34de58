"""The list of corrections (更正)."""

from django.utils.translation import gettext_lazy as _

from cadres.registry.corrections.filters import CorrectionFilter
from cadres.registry.corrections.models import Correction
from cadres.registry.corrections.tables import CorrectionTable
from cadres.registry.corrections.workflow import VIEW
from cadres.shared.lists.definition import ListDefinition

CORRECTION_LIST = ListDefinition(
    key="cadres:correction_list",
    title=_("Corrections"),
    permission=VIEW,
    model=Correction,
    table_class=CorrectionTable,
    filterset_class=CorrectionFilter,
    personal="cadre_id",
)
