from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.platform.outbox.lists import OUTBOX_LIST
from cadres.platform.outbox.points import CHANNELS
from cadres.platform.outbox.services import emails
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, TILES, MenuEntry, Tile
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.retention import KEPT, MESSAGES, Kept
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    CONCERNS.add(nobody("cadres.OutboxMessage", "how a word goes out, whatever it says"))
    LISTS.add(OUTBOX_LIST)
    CHANNELS.add(emails.EMAIL)
    KEPT.add(Kept("sent", _("Messages sent"), "cadres.OutboxMessage", "sent_at", MESSAGES, Q(sent_at__isnull=False)))
    SCHEDULE.add(Scheduled("deliver-outbox", "cadres.deliver_outbox", 60.0))
    MENU.add(
        MenuEntry("administration", _("Outbox"), "cadres:outbox_list", "cadres.view_outbox", "mail", place=45),
    )
    TILES.add(
        Tile(
            _("Outbox"),
            _("Messages that did not get through."),
            "cadres:outbox_list",
            "cadres.view_outbox",
            "mail",
            place=25,
        )
    )
