"""Tables of duplicates and merges."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.platform.merging.models import DuplicatePair, Merge
from cadres.platform.merging.points import KINDS
from cadres.shared.lists.columns import LinkColumn, MomentColumn
from cadres.shared.lists.tables import RecordTable


class DuplicateTable(RecordTable):
    names = LinkColumn("cadres:duplicate_detail", verbose_name=_("The two records"))
    degree = tables.Column(verbose_name=_("Likeness"))
    why = tables.Column(verbose_name=_("What is alike"))
    first_division = tables.Column(verbose_name=_("First in"))
    second_division = tables.Column(verbose_name=_("Second in"))
    stage = tables.Column(verbose_name=_("Stage"))
    found_at = MomentColumn(verbose_name=_("Found at"))

    class Meta(RecordTable.Meta):
        model = DuplicatePair
        fields = ("names", "degree", "why", "first_division", "second_division", "stage", "found_at")
        sorts = {"degree": "degree", "found_at": "pk"}

    def render_why(self, value: str, record: DuplicatePair) -> Any:
        return record.mergeable.whys.get(value, value)


class MergeTable(RecordTable):
    names = LinkColumn("cadres:merge_detail", verbose_name=_("The two records"))
    kind = tables.Column(accessor="pair__kind", verbose_name=_("Kind"))
    stage = tables.Column(verbose_name=_("Stage"))
    proposed_by = tables.Column(verbose_name=_("Proposed by"))
    proposed_at = MomentColumn(verbose_name=_("Proposed at"))
    decided_by = tables.Column(verbose_name=_("Decided by"))

    class Meta(RecordTable.Meta):
        model = Merge
        fields = ("names", "kind", "stage", "proposed_by", "proposed_at", "decided_by")
        sorts = {"proposed_at": "pk"}

    def render_kind(self, value: str) -> Any:
        return KINDS[value].model_class._meta.verbose_name
