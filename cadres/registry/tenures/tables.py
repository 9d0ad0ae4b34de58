from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.tables import FileColumn
from cadres.registry.tenures.models import Tenure
from cadres.shared.dates import whole_years
from cadres.shared.lists.columns import NUMBER, DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable


class TenureTable(RecordTable):
    cadre = FileColumn(key="cadre_id", verbose_name=_("Cadre"))
    post = LinkColumn("cadres:post_detail", key="post_id", verbose_name=_("Post"))
    since = DayColumn(verbose_name=_("First day"))
    until = tables.Column(verbose_name=_("Left on"), accessor="held__upper")
    years = tables.Column(verbose_name=_("Full years"), accessor="held", attrs=NUMBER)
    start_basis = tables.Column(verbose_name=_("Came by"))
    end_reason = tables.Column(verbose_name=_("Left because of"))

    class Meta(RecordTable.Meta):
        model = Tenure
        fields = ("cadre", "post", "since", "until", "years", "start_basis", "end_reason")
        sorts = {"since": "since", "cadre": "cadre__name_key"}

    def render_until(self, value: Any) -> str:
        return date_format(value, "SHORT_DATE_FORMAT")

    def render_years(self, value: Any) -> int:
        until = value.upper if value.upper and value.upper < self.today else self.today
        return whole_years(value.lower, until)
