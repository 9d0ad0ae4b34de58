"""Columns of the list of elections."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.columns import DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable


class ElectionTable(RecordTable):
    vacancy = LinkColumn("selection:election_detail", verbose_name=_("Post"))
    stage = tables.Column(verbose_name=_("Stage"), accessor="get_stage_display")
    entrants = tables.Column(verbose_name=_("Nominees"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    opened_on = DayColumn(verbose_name=_("Opened on"))
    closed_on = DayColumn(verbose_name=_("Closed on"))

    class Meta(RecordTable.Meta):
        sorts = {"opened_on": "opened_on"}
