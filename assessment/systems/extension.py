from django.utils.translation import gettext_lazy as _

from assessment.systems.api import SystemViewSet
from assessment.systems.regulations import CYCLE, RULES, SYSTEM
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.regulations import catalogue, judging


def register() -> None:
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(CYCLE, SYSTEM)
    ROUTES.add(Route("systems", SystemViewSet, "system"))
    MENU.add(
        MenuEntry(
            "assessment", _("Indicator systems"), "assessment:system_list", "assessment.view_system", "scale", place=30
        )
    )
