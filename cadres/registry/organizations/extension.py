from django.utils.translation import gettext_lazy as _

from cadres.registry.organizations.api import OrganizationViewSet, TermViewSet
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.pages.menu import MENU, MenuEntry


def register() -> None:
    ROUTES.add(Route("organizations", OrganizationViewSet, "organization"), Route("terms", TermViewSet, "term"))
    MENU.add(
        MenuEntry(
            "base", _("Organizations"), "cadres:organization_list", "cadres.view_organization", "building", place=60
        )
    )
