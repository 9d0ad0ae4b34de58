from django.utils.translation import gettext_lazy as _

from cadres.platform.exports.points import SOURCES
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.registry.rosters.columns import OWN
from cadres.registry.rosters.export_sources import RosterSource
from cadres.registry.rosters.lists import KEEP, ROSTER_LIST
from cadres.registry.rosters.points import COLUMNS
from cadres.shared.lists.bulk import LIST_ACTIONS, Bulk, ListAction, lead_to
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("cadres.Roster", "which columns a table has; the rows leave out whom one is barred from"))
    LISTS.add(ROSTER_LIST)
    LIST_ACTIONS.add(
        ListAction(CADRE_LIST.key, Bulk("roster", _("Roster of these"), KEEP, lead_to("cadres:roster_create")))
    )
    COLUMNS.add(*OWN)
    SOURCES.add(RosterSource)
    MENU.add(MenuEntry("base", _("Rosters"), "cadres:roster_list", "cadres.view_cadre", "roll", place=30))
