"""Lists of training."""

import django_tables2 as tables
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.columns import DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable
from training.enrolments.models import Enrolment
from training.programmes.tables import RIGHT


class EnrolmentTable(RecordTable):
    cadre = LinkColumn("training:enrolment_detail", verbose_name=_("Cadre"))
    training_class = LinkColumn("training:class_detail", key="training_class_id", verbose_name=_("Class"))
    starts_on = DayColumn(verbose_name=_("First day"), accessor="training_class__starts_on")
    seat = tables.Column(verbose_name=_("Seat"), attrs=RIGHT)
    stage = tables.Column(verbose_name=_("Stage"))
    hours = tables.Column(verbose_name=_("Hours"), attrs=RIGHT)

    class Meta(RecordTable.Meta):
        model = Enrolment
        fields: tuple[str, ...] = ("cadre", "training_class", "starts_on", "seat", "stage", "hours")
        sorts = {"cadre": "cadre__name_key", "starts_on": "training_class__starts_on"}

    def render_hours(self, value):
        return floatformat(value, -1)

    def value_hours(self, value):
        return value
