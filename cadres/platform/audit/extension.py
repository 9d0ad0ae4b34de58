from django.utils.translation import gettext_lazy as _

from cadres.platform.audit.lists import AUDIT_LISTS
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, TILES, MenuEntry, Tile


def register() -> None:
    LISTS.add(*AUDIT_LISTS)
    MENU.add(
        MenuEntry("administration", _("Audit trail"), "cadres:audit_list", "cadres.view_audit", "audit", place=70)
    )
    TILES.add(
        Tile(
            _("Audit trail"),
            _("Who changed what, and when."),
            "cadres:audit_list",
            "cadres.view_audit",
            "audit",
            place=60,
        )
    )
