import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.tables import RecordTable
from cadres.shared.names import joined
from training.programmes.models import Programme

RIGHT = {"td": {"class": "num"}, "th": {"class": "num"}}


class ProgrammeTable(RecordTable):
    name = tables.Column(verbose_name=_("Programme"), linkify=lambda record: record.get_absolute_url())
    audience = tables.Column(verbose_name=_("Audience"))
    form = tables.Column(verbose_name=_("Form of training"))
    induction = tables.BooleanColumn(verbose_name=_("For those new in the post"), yesno="✓,—")
    topics = tables.Column(verbose_name=_("Topics"), accessor="topic_labels", empty_values=(None, []))

    class Meta(RecordTable.Meta):
        model = Programme
        fields: tuple[str, ...] = ("name", "audience", "form", "induction", "topics")
        sorts = {"name": "name"}

    def render_topics(self, value):
        return joined(value)

    def value_topics(self, value):
        return joined(value)
