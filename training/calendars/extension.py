from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.menu import MENU, MenuEntry


def register() -> None:
    MENU.add(MenuEntry("own", _("My training"), "training:my_training", "training.view_own", "book", place=20))
