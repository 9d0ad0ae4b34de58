from django.utils.translation import gettext_lazy as _

from assessment.systems.api import SystemViewSet
from assessment.systems.lists import SYSTEM_LIST
from assessment.systems.regulations import CYCLE, RULES, SYSTEM
from assessment.systems.services.systems import SYSTEMS
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    CONCERNS.add(
        nobody("assessment.IndicatorSystem", "the same for all"),
        nobody("assessment.Indicator", "the same for all"),
    )
    LISTS.add(SYSTEM_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(CYCLE, SYSTEM)
    ROUTES.add(Route("systems", SystemViewSet, "system"))
    MENU.add(
        MenuEntry(
            "assessment", _("Indicator systems"), "assessment:system_list", "assessment.view_system", "scale", place=30
        )
    )
    WORKFLOWS.add(SYSTEMS)
    OWNED.add(owned_by(SYSTEMS))
