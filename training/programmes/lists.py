"""The list of programmes (培训项目)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.definition import ListDefinition
from training.programmes.filters import ProgrammeFilter
from training.programmes.models import Programme
from training.programmes.tables import ProgrammeTable

VIEW = "training.view_class"

PROGRAMME_LIST = ListDefinition(
    key="training:programme_list",
    title=_("Training programmes"),
    permission=VIEW,
    model=Programme,
    table_class=ProgrammeTable,
    filterset_class=ProgrammeFilter,
    default_sort="name",
)
