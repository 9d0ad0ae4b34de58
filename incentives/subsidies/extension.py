from django.utils.translation import gettext_lazy as _

from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from incentives.subsidies.api import SubsidyRateViewSet
from incentives.subsidies.lists import SUBSIDY_LIST
from incentives.subsidies.regulations import RULES, SUBSIDY


def register() -> None:
    CONCERNS.add(nobody("incentives.SubsidyRate", "the same for all in a township"))
    LISTS.add(SUBSIDY_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(SUBSIDY)
    ROUTES.add(Route("subsidy-rates", SubsidyRateViewSet, "subsidy-rate"))
    MENU.add(
        MenuEntry("incentives", _("Subsidies"), "incentives:subsidy_list", "incentives.view_award", "coin", place=20)
    )
