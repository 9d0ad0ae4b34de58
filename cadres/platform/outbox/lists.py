"""The list of messages to the outside (发件箱)."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.outbox.filters import OutboxFilter
from cadres.platform.outbox.models import OutboxMessage
from cadres.platform.outbox.tables import OutboxTable
from cadres.shared.lists.definition import ListDefinition

VIEW = "cadres.view_outbox"

OUTBOX_LIST = ListDefinition(
    key="cadres:outbox_list",
    title=_("Outbox"),
    permission=VIEW,
    model=OutboxMessage,
    table_class=OutboxTable,
    filterset_class=OutboxFilter,
)
