"""The list of requests: columns and filter."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.exports.choices import ExportFormat, ExportStage
from cadres.platform.exports.models import ExportRequest
from cadres.platform.log.filters import RecordedFilter
from cadres.shared.lists.columns import NUMBER, MomentColumn
from cadres.shared.lists.tables import RecordTable


class ExportFilter(RecordedFilter):
    when = "requested_at"

    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=ExportStage.choices)
    format = filters.ChoiceFilter(label=_("Format"), choices=ExportFormat.choices)

    class Meta:
        model = ExportRequest
        fields: list[str] = []

    def filter_user(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(requested_by__username=text.strip())


class ExportTable(RecordTable):
    """Who wanted what when and what for; the auditor reads it too, so nothing of the content stands here."""

    number = tables.Column(verbose_name=pgettext_lazy("export", "No."), accessor="pk", linkify=True, attrs=NUMBER)
    requested_at = MomentColumn(verbose_name=_("Asked for at"))
    requested_by = tables.Column(verbose_name=_("Asked for by"))
    title = tables.Column(verbose_name=_("What"))
    format = tables.Column(verbose_name=_("Format"))
    rows = tables.Column(verbose_name=_("Records"), accessor="counted", attrs=NUMBER)
    purpose = tables.Column(verbose_name=_("Purpose"))
    stage = tables.Column(verbose_name=_("Stage"))
    decided_by = tables.Column(verbose_name=_("Decided by"), empty_values=())

    class Meta(RecordTable.Meta):
        model = ExportRequest
        fields = (
            "number",
            "requested_at",
            "requested_by",
            "title",
            "format",
            "rows",
            "purpose",
            "stage",
            "decided_by",
        )
        sorts = {"number": "pk", "requested_at": "requested_at", "title": "title"}

    def render_number(self, value: int) -> str:
        return str(value)  # a number of a record takes no thousands separator

    def render_decided_by(self, record: Any) -> Any:
        if record.decided_by_id:
            return record.decided_by
        return _("no second person needed") if record.waived else "—"
