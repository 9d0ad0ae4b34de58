from django.utils.translation import gettext_lazy as _

from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.pages.menu import MENU, MenuEntry
from training.class_page.api import ClassViewSet, SessionViewSet


def register() -> None:
    ROUTES.add(Route("classes", ClassViewSet, "class"), Route("sessions", SessionViewSet, "session"))
    MENU.add(MenuEntry("training", _("Classes"), "training:class_list", "training.view_class", "book", place=20))
