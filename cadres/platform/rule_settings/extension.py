from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.points import FACTOR_ASKED
from cadres.platform.rule_settings.api import RuleViewSet
from cadres.platform.rule_settings.facts import second_factor_asked
from cadres.platform.rule_settings.regulations import SHOWN
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import judging


def register() -> None:
    FACTOR_ASKED.add(second_factor_asked)
    CONCERNS.add(nobody("cadres.LocalRule", "the same for all"))
    judging.JUDGED.add(SHOWN)
    ROUTES.add(Route("rules", RuleViewSet, "rule"))
    MENU.add(
        MenuEntry("administration", _("Rules in force"), "cadres:rule_list", "cadres.view_rule", "rules", place=10)
    )
