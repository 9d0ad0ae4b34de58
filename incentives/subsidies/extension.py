from django.utils.translation import gettext_lazy as _

from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.pages.menu import MENU, MenuEntry
from incentives.subsidies.api import SubsidyRateViewSet


def register() -> None:
    ROUTES.add(Route("subsidy-rates", SubsidyRateViewSet, "subsidy-rate"))
    MENU.add(
        MenuEntry("incentives", _("Subsidies"), "incentives:subsidy_list", "incentives.view_award", "coin", place=20)
    )
