from django.utils.translation import gettext_lazy as _

from cadres.platform.database import points as database
from cadres.platform.field_keys.points import STORES
from cadres.shared.pages.menu import GROUPS, MENU, TILES, MenuEntry, MenuGroup, Tile
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.schedule import SCHEDULE, Scheduled
from config import grants, second_factor
from config.health import HEARTBEAT
from config.roles import ROLES


def register() -> None:
    STORES.add(second_factor.FactorStore())
    for signal, told in second_factor.TOLD.items():
        signal.connect(told, dispatch_uid="config.second_factor")
    PERMISSIONS_OF.update(ROLES)
    database.RIGHTS.add(*grants.RIGHTS)
    database.SEALERS.add(*grants.SEALERS)
    database.REPORTED.add(*grants.REPORTED)
    GROUPS.add(MenuGroup("home", "", place=0))
    MENU.add(
        MenuEntry("home", _("Home"), "home", "", "home", place=10),
        MenuEntry("administration", _("State of the system"), "health", "cadres.view_health", "heart", place=40),
    )
    TILES.add(
        Tile(
            _("State of the system"),
            _("Database, broker, worker, beat."),
            "health",
            "cadres.view_health",
            "heart",
            place=20,
        )
    )
    # Through broker and worker to /healthz. One that waited too long is of no use any more.
    SCHEDULE.add(Scheduled("heartbeat", HEARTBEAT, 20.0, expires=60))
