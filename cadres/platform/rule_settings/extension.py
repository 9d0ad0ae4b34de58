from django.utils.translation import gettext_lazy as _

from cadres.platform.rule_settings.api import RuleViewSet
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.pages.menu import MENU, MenuEntry


def register() -> None:
    ROUTES.add(Route("rules", RuleViewSet, "rule"))
    MENU.add(
        MenuEntry("administration", _("Rules in force"), "cadres:rule_list", "cadres.view_rule", "rules", place=10)
    )
