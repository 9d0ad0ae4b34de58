from django.utils.translation import gettext_lazy as _

from assessment.cycle_page.api import CycleViewSet
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.pages.menu import MENU, MenuEntry


def register() -> None:
    ROUTES.add(Route("cycles", CycleViewSet, "cycle"))
    MENU.add(MenuEntry("assessment", _("Cycles"), "assessment:cycle_list", "assessment.view_cycle", "cycle", place=10))
