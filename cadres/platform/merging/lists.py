"""The lists of probable duplicates (疑似重复) and of merges (合并)."""

from typing import Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cadres.platform.merging.filters import DuplicateFilter, MergeFilter
from cadres.platform.merging.models import DuplicatePair, Merge
from cadres.platform.merging.points import KINDS
from cadres.platform.merging.tables import DuplicateTable, MergeTable
from cadres.shared.lists.definition import ListDefinition

VIEW = "cadres.view_merge"


def with_names(rows: QuerySet, pair: str, first: str, second: str) -> QuerySet:
    """``names``: of both records, read with the list."""

    def name(field: str) -> Case:
        whens = [
            When(
                **{f"{pair}kind": kind.key},
                then=Subquery(kind.model_class._base_manager.filter(pk=OuterRef(field)).values("name")),
            )
            for kind in KINDS
        ]
        return Case(*whens, default=Value(""), output_field=CharField())

    return rows.annotate(names=Concat(name(first), Value(" · "), name(second), output_field=CharField()))


def duplicates(user: Any, _query: QueryDict, kind: str = "cadre") -> QuerySet:
    rows = DuplicatePair.objects.visible_to(user).filter(kind=kind)
    return with_names(rows.select_related("first_division", "second_division"), "", "first", "second")


def merges(user: Any, _query: QueryDict) -> QuerySet:
    rows = Merge.objects.visible_to(user).for_list().alias(kind=F("pair__kind"))
    return with_names(rows, "pair__", "goes", "stays")


DUPLICATE_LIST = ListDefinition(
    key="cadres:duplicate_list",
    title=_("Duplicates"),
    permission=VIEW,
    model=DuplicatePair,
    rows=duplicates,
    table_class=DuplicateTable,
    filterset_class=DuplicateFilter,
    default_sort="degree",
    exportable=False,  # two persons a row; it is worked on here
    saved_views=False,  # a page for each kind, which the address names
)

MERGE_LIST = ListDefinition(
    key="cadres:merge_list",
    title=_("Merges"),
    permission=VIEW,
    model=Merge,
    rows=merges,
    table_class=MergeTable,
    filterset_class=MergeFilter,
    exportable=False,
)
