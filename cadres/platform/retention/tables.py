"""The list of disposals: columns and filter."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.platform.log.filters import RecordedFilter
from cadres.platform.retention.choices import DisposalStage
from cadres.platform.retention.models import Disposal
from cadres.shared.lists.columns import LinkColumn, MomentColumn
from cadres.shared.lists.tables import RecordTable
from cadres.shared.retention import KEPT


def kinds() -> list[tuple[str, Any]]:
    return [(kept.key, kept.title) for kept in KEPT]


class DisposalFilter(RecordedFilter):
    when = "proposed_at"

    records = filters.ChoiceFilter(label=_("Kind of records"), choices=kinds)
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=DisposalStage.choices)

    class Meta:
        model = Disposal
        fields: list[str] = []

    def filter_user(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(proposed_by__username=text.strip())


class DisposalTable(RecordTable):
    records = LinkColumn("cadres:disposal_detail", verbose_name=_("Kind of records"), accessor="title")
    before = tables.Column(verbose_name=_("Older than"))
    rows = tables.Column(verbose_name=_("Number"))
    stage = tables.Column(verbose_name=_("Stage"))
    proposed_by = tables.Column(verbose_name=_("Proposed by"))
    proposed_at = MomentColumn(verbose_name=_("Proposed at"))
    decided_by = tables.Column(verbose_name=_("Decided by"))
    done_at = MomentColumn(verbose_name=_("Carried out at"))

    class Meta(RecordTable.Meta):
        model = Disposal
        fields: Any = ("records", "before", "rows", "stage", "proposed_by", "proposed_at", "decided_by", "done_at")
        sorts = {"proposed_at": "proposed_at"}
