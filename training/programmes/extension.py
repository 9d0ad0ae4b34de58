from django.utils.translation import gettext_lazy as _

from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from training.programmes.api import ProgrammeViewSet
from training.programmes.lists import PROGRAMME_LIST
from training.programmes.regulations import CLASS, HOURS, INDUCTION, RULES


def register() -> None:
    CONCERNS.add(nobody("training.Programme", "the same for all"))
    LISTS.add(PROGRAMME_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(CLASS, HOURS, INDUCTION)
    ROUTES.add(Route("programmes", ProgrammeViewSet, "programme"))
    MENU.add(
        MenuEntry("training", _("Programmes"), "training:programme_list", "training.view_class", "rules", place=10)
    )
