from django.utils.translation import gettext_lazy as _

from cadres.platform.exports.points import SOURCES
from cadres.registry.rosters.columns import OWN
from cadres.registry.rosters.export_sources import RosterSource
from cadres.registry.rosters.lists import ROSTER_LIST
from cadres.registry.rosters.points import COLUMNS
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry


def register() -> None:
    LISTS.add(ROSTER_LIST)
    COLUMNS.add(*OWN)
    SOURCES.add(RosterSource)
    MENU.add(MenuEntry("base", _("Rosters"), "cadres:roster_list", "cadres.view_cadre", "roll", place=30))
