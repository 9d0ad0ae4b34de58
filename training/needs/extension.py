from django.utils.translation import gettext_lazy as _

from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, about
from training.needs.api import NeedViewSet
from training.needs.lists import NEED_LIST
from training.needs.todo import TODO_LISTS


def register() -> None:
    CONCERNS.add(about("training.Need", "cadre_id"))
    LISTS.add(NEED_LIST)
    TODO.add(*TODO_LISTS)
    ROUTES.add(Route("needs", NeedViewSet, "need"))
    MENU.add(MenuEntry("training", _("Needs"), "training:need_list", "training.view_need", "need", place=30))
