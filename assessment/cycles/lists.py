"""The list of yearly cycles (考核周期) with how complete they are."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.cycles.facts import with_progress
from assessment.cycles.filters import CycleFilter
from assessment.cycles.models import Cycle
from assessment.cycles.tables import CycleTable
from cadres.shared.lists.definition import ListDefinition


def rows(user: Any, _query: QueryDict) -> QuerySet:
    return with_progress(Cycle.objects.visible_to(user).for_list())


CYCLE_LIST = ListDefinition(
    key="assessment:cycle_list",
    title=_("Assessment cycles"),
    permission="assessment.view_cycle",
    model=Cycle,
    rows=rows,
    table_class=CycleTable,
    filterset_class=CycleFilter,
    default_sort="-year",
)
