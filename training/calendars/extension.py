from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("training.CalendarFeed", "the own schedule of who logs in"))
    MENU.add(MenuEntry("own", _("My training"), "training:my_training", "training.view_own", "book", place=20))
