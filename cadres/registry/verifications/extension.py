from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.points import GUARDS
from cadres.registry.documents.points import RELIANCES
from cadres.registry.verifications.lists import VERIFICATION_LIST
from cadres.registry.verifications.regulations import RULES
from cadres.registry.verifications.services import refuse_settled, reliances
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue


def register() -> None:
    CONCERNS.add(about("cadres.Verification", "cadre_id"))
    LISTS.add(VERIFICATION_LIST)
    catalogue.RULES.add(*RULES)
    GUARDS.add(refuse_settled)
    RELIANCES.add(reliances)
    MENU.add(
        MenuEntry("base", _("To be verified"), "cadres:verification_list", "cadres.view_cadre", "shield", place=20)
    )
