import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.platform.outbox.models import OutboxMessage
from cadres.platform.outbox.points import label_of
from cadres.platform.outbox.services.emails import KINDS
from cadres.shared.lists.columns import MomentColumn
from cadres.shared.lists.tables import RecordTable


def about(message: OutboxMessage) -> str:
    """What the message is about, in words."""
    return str(KINDS[message.kind].label) if message.kind in KINDS else message.kind


class OutboxTable(RecordTable):
    """No address and no text: the administrator looks after the post and does not read it."""

    number = tables.Column(accessor="pk", verbose_name=_("number"), linkify=True)
    user = tables.Column(accessor="user__username", verbose_name=_("account"))
    created_at = MomentColumn(verbose_name=_("written at"))
    next_try_at = MomentColumn(verbose_name=_("next try"))

    class Meta(RecordTable.Meta):
        model = OutboxMessage
        fields = ("number", "kind", "channel", "user", "state", "tries", "last_error", "created_at", "next_try_at")
        sequence = fields
        sorts = {"number": "pk"}

    def render_number(self, value):
        return str(value)

    def render_kind(self, record):
        return about(record)

    def render_channel(self, value):
        return label_of(value)
