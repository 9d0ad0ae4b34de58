"""The list of training needs (培训需求)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.definition import ListDefinition
from training.needs.filters import NeedFilter
from training.needs.models import Need
from training.needs.tables import NeedTable

NEED_LIST = ListDefinition(
    key="training:need_list",
    title=_("Training needs"),
    permission="training.view_need",
    model=Need,
    table_class=NeedTable,
    filterset_class=NeedFilter,
    default_sort="due_on",
    personal="cadre_id",
)
