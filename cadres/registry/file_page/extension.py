from django.utils.translation import gettext_lazy as _

from cadres.registry.file_page.api import CadreViewSet
from cadres.registry.file_page.conditions import CADRES, OWN
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.registry.file_page.milestones import ranks, sanctions, yearly_results
from cadres.registry.file_page.overview import CARD
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.charts.milestones import KINDS, MilestoneKind
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.overview import OVERVIEW


def register() -> None:
    LISTS.add(CADRE_LIST)
    CADRES.add(*OWN)
    OVERVIEW.add(CARD)
    KINDS.add(
        MilestoneKind("results", _("Yearly results"), "cadres.view_cadre", yearly_results),
        MilestoneKind("ranks", _("Levels and ranks"), "cadres.view_cadre", ranks),
        MilestoneKind("sanctions", _("Discipline"), "cadres.view_cadre", sanctions),
    )
    ROUTES.add(Route("cadres", CadreViewSet, "cadre"))
    MENU.add(
        MenuEntry("own", _("My file"), "cadres:my_file", "cadres.view_own_file", "file", place=10),
        MenuEntry("base", _("Cadres"), "cadres:cadre_list", "cadres.view_cadre", "people", place=10),
    )
