import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessment.cycles.models import Cycle
from assessment.systems.tables import RIGHT
from cadres.shared.lists.columns import DayColumn
from cadres.shared.lists.tables import RecordTable


class CycleTable(RecordTable):
    year = tables.Column(verbose_name=_("Year"), linkify=lambda record: record.get_absolute_url())
    division = tables.Column(verbose_name=_("County"))
    system = tables.Column(verbose_name=_("Indicator system"))
    stage = tables.Column(verbose_name=_("Stage"))
    entered = tables.Column(verbose_name=_("Values"), attrs=RIGHT)
    due_on = DayColumn(verbose_name=_("Values due by"))

    class Meta(RecordTable.Meta):
        model = Cycle
        fields: tuple[str, ...] = ("year", "division", "system", "stage", "entered", "due_on")
        sorts = {"year": "year", "stage": "stage"}

    def render_year(self, value):
        return str(value)  # a year takes no thousands separator

    def render_entered(self, record):
        return f"{record.entered} / {record.townships * record.indicators}"


def entry_url(cycle: Cycle, township: str) -> str:
    return reverse("assessment:value_enter", args=[cycle.pk, township])
