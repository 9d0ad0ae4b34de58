import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.columns import DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable
from training.classes.models import TrainingClass
from training.programmes.tables import RIGHT


class ClassTable(RecordTable):
    name = LinkColumn("training:class_detail", verbose_name=_("Class"))
    programme = tables.Column(verbose_name=_("Programme"))
    starts_on = DayColumn(verbose_name=_("First day"))
    ends_on = DayColumn(verbose_name=_("Last day"))
    place = tables.Column(verbose_name=_("Place"))
    taken = tables.Column(verbose_name=_("Seats taken"), attrs=RIGHT)
    waiting = tables.Column(verbose_name=_("Leave asked"), attrs=RIGHT)
    stage = tables.Column(verbose_name=_("Stage"))

    class Meta(RecordTable.Meta):
        model = TrainingClass
        fields: tuple[str, ...] = (
            "name",
            "programme",
            "starts_on",
            "ends_on",
            "place",
            "taken",
            "waiting",
            "stage",
        )
        sorts = {"name": "name", "starts_on": "starts_on", "taken": "taken", "waiting": "waiting"}

    def render_taken(self, value, record):
        return f"{value} / {record.capacity}"

    def value_taken(self, value):
        return value
