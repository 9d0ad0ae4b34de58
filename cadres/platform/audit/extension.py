from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.menu import MENU, TILES, MenuEntry, Tile


def register() -> None:
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
