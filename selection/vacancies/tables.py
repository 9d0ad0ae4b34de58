"""Columns of the list of vacancies."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.columns import DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable


class VacancyTable(RecordTable):
    post = LinkColumn("selection:vacancy_detail", verbose_name=_("Post"))
    cause = tables.Column(verbose_name=_("Cause"), accessor="get_cause_display")
    free_on = DayColumn(verbose_name=_("Free from"))
    wanted_by = DayColumn(verbose_name=_("To be filled by"))
    stage = tables.Column(verbose_name=_("Stage"), accessor="get_stage_display")

    class Meta(RecordTable.Meta):
        sorts = {"wanted_by": "wanted_by", "free_on": "free_on"}
