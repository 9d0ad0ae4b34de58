"""The list of declared relatives (回避)."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cadres.registry.protection.filters import KinshipFilter
from cadres.registry.protection.models import Kinship
from cadres.registry.protection.tables import KinshipTable
from cadres.shared.lists.definition import ListDefinition


def rows(user: Any, _query: QueryDict) -> QuerySet:
    found = Kinship.objects.visible_to(user).select_related("user", "cadre", "confirmed_by")
    names = ("user__name", "user__username", "cadre__name", "confirmed_by__name", "confirmed_by__username")
    return found.only("stage", "relation", "proposed_by", *names)


KINSHIP_LIST = ListDefinition(
    key="cadres:kinship_list",
    title=_("Files closed to relatives"),
    permission="cadres.declare_kinship",
    model=Kinship,
    rows=rows,
    table_class=KinshipTable,
    filterset_class=KinshipFilter,
    personal="cadre_id",
)
