import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.tables import FileColumn
from cadres.shared.lists.columns import DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable
from training.needs.models import Need


class NeedTable(RecordTable):
    cadre = FileColumn(key="cadre_id", verbose_name=_("Cadre"))
    reason = tables.Column(verbose_name=_("Reason"))
    topic = tables.Column(verbose_name=_("Topic"))
    tenure = tables.Column(verbose_name=_("Post"), accessor="tenure__post")
    due_on = DayColumn(verbose_name=_("Due"))
    settled_by = LinkColumn(
        "training:enrolment_detail",
        key="settled_by_id",
        verbose_name=_("Settled by"),
        accessor="settled_by__training_class",
    )
    note = tables.Column(verbose_name=_("Note"))

    class Meta(RecordTable.Meta):
        model = Need
        fields: tuple[str, ...] = ("cadre", "reason", "topic", "tenure", "due_on", "settled_by", "note")
        sorts = {"cadre": "cadre__name_key", "due_on": "due_on"}
