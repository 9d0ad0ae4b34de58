from decimal import ROUND_HALF_UP, Decimal

import django_tables2 as tables
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from assessment.systems.models import IndicatorSystem
from cadres.shared.lists.columns import DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable

CENT = Decimal("0.01")

RIGHT = {"td": {"class": "num"}, "th": {"class": "num"}}


def points(value) -> str:
    """Rounded to two decimals; ``number_format`` alone would cut them off."""
    return number_format(value.quantize(CENT, ROUND_HALF_UP), decimal_pos=2, use_l10n=True)


class SystemTable(RecordTable):
    name = LinkColumn("assessment:system_detail", verbose_name=_("Indicator system"))
    version = tables.Column(verbose_name=_("Version"), attrs=RIGHT)
    division = tables.Column(verbose_name=_("County"))
    size = tables.Column(verbose_name=_("Indicators"), attrs=RIGHT)
    stage = tables.Column(verbose_name=_("Stage"))
    since = DayColumn(verbose_name=_("In force from"), accessor="in_force__lower")

    class Meta(RecordTable.Meta):
        model = IndicatorSystem
        fields: tuple[str, ...] = ("name", "version", "division", "size", "stage", "since")
        sorts = {"name": "name", "version": "version", "stage": "stage"}
