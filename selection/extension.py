from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.menu import GROUPS, MenuGroup


def register() -> None:
    GROUPS.add(MenuGroup("selection", _("Selection"), place=30))
