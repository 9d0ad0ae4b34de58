import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.tables import RecordTable
from training.needs.models import Need


class NeedTable(RecordTable):
    cadre = tables.Column(verbose_name=_("Cadre"), linkify=lambda record: record.cadre.get_absolute_url())
    reason = tables.Column(verbose_name=_("Reason"))
    topic = tables.Column(verbose_name=_("Topic"))
    tenure = tables.Column(verbose_name=_("Post"), accessor="tenure__post")
    due_on = tables.DateColumn(verbose_name=_("Due"))
    settled_by = tables.Column(
        verbose_name=_("Settled by"),
        accessor="settled_by__training_class",
        linkify=lambda record: record.settled_by and record.settled_by.get_absolute_url(),
    )
    note = tables.Column(verbose_name=_("Note"))

    class Meta(RecordTable.Meta):
        model = Need
        fields: tuple[str, ...] = ("cadre", "reason", "topic", "tenure", "due_on", "settled_by", "note")
        sorts = {"cadre": "cadre__name_key", "due_on": "due_on"}
