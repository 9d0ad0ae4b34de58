"""Columns of the list of elections."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.tables import RecordTable


class ElectionTable(RecordTable):
    vacancy = tables.Column(verbose_name=_("Post"), linkify=lambda record: record.get_absolute_url())
    stage = tables.Column(verbose_name=_("Stage"), accessor="get_stage_display")
    entrants = tables.Column(verbose_name=_("Nominees"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    opened_on = tables.DateColumn(verbose_name=_("Opened on"))
    closed_on = tables.DateColumn(verbose_name=_("Closed on"))

    class Meta(RecordTable.Meta):
        sorts = {"opened_on": "opened_on"}
