"""Columns of the watch list."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.tables import FileColumn
from cadres.shared.lists.columns import DayColumn
from cadres.shared.lists.tables import RecordTable


class WatchTable(RecordTable):
    cadre = FileColumn(key="tenure__cadre_id", verbose_name=_("Cadre"), accessor="tenure__cadre")
    post = tables.Column(verbose_name=_("Post"), accessor="tenure__post")
    kind = tables.Column(verbose_name=_("Kind"), accessor="get_kind_display")
    due_on = DayColumn(verbose_name=_("Due"))
    settled_on = DayColumn(verbose_name=_("Settled on"))
    vacancy_open = tables.Column(verbose_name=_("Succession"))

    class Meta(RecordTable.Meta):
        sorts = {"due_on": "due_on"}

    def render_vacancy_open(self, value: bool, record: Any) -> Any:
        if value or record.settled_on:
            return self.value_vacancy_open(value)
        url = reverse("selection:watch_succession", args=[record.pk])
        return format_html('<a class="link" href="{}">{}</a>', url, _("Open a vacancy"))

    def value_vacancy_open(self, value: bool) -> Any:
        return _("Vacancy open") if value else "–"
