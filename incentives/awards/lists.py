"""The list of awards (表彰奖励)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.definition import ListDefinition
from incentives.awards.filters import AwardFilter
from incentives.awards.models import Award
from incentives.awards.tables import AwardTable

AWARD_LIST = ListDefinition(
    key="incentives:award_list",
    title=_("Awards"),
    permission="incentives.view_award",
    model=Award,
    table_class=AwardTable,
    filterset_class=AwardFilter,
    personal="cadre_id",
)
