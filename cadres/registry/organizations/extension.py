from django.utils.translation import gettext_lazy as _

from cadres.registry.organizations.api import OrganizationViewSet, TermViewSet
from cadres.registry.organizations.lists import ORGANIZATION_LIST
from cadres.registry.organizations.overview import CARD
from cadres.registry.organizations.regulations import RULES, TERM
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.overview import OVERVIEW
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging


def register() -> None:
    CONCERNS.add(
        nobody("cadres.Organization", "a body"),
        nobody("cadres.Term", "the term of a body"),
    )
    LISTS.add(ORGANIZATION_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(TERM)
    OVERVIEW.add(CARD)
    ROUTES.add(Route("organizations", OrganizationViewSet, "organization"), Route("terms", TermViewSet, "term"))
    MENU.add(
        MenuEntry(
            "base", _("Organizations"), "cadres:organization_list", "cadres.view_organization", "building", place=60
        )
    )
