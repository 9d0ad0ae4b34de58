from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.menu import GROUPS, MenuGroup


def register() -> None:
    GROUPS.add(
        MenuGroup("own", _("My own"), place=10, own=True),
        MenuGroup("base", _("Base"), place=20),
        MenuGroup("administration", _("Administration"), place=90),
    )
