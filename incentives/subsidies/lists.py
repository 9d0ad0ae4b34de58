"""Who is due the township work subsidy today (乡镇工作补贴)."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.models import Tenure
from cadres.shared.lists.definition import ListDefinition
from incentives.subsidies.filters import DueFilter
from incentives.subsidies.services import due_on
from incentives.subsidies.tables import DueTable


def rows(user: Any, _query: QueryDict) -> QuerySet:
    return due_on(localdate()).visible_to(user).for_list()


SUBSIDY_LIST = ListDefinition(
    key="incentives:subsidy_list",
    title=_("Township work subsidy: who is due it"),
    permission="incentives.view_award",
    model=Tenure,
    rows=rows,
    table_class=DueTable,
    filterset_class=DueFilter,
    default_sort="post__organization__division_id",
    personal="cadre_id",
)
