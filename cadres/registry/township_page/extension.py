from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.menu import MENU, MenuEntry


def register() -> None:
    MENU.add(MenuEntry("base", _("Townships"), "cadres:division_list", "cadres.view_division", "map", place=70))
