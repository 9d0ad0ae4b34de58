from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cadres.registry.protection.lists import KINSHIP_LIST
from cadres.registry.protection.regulations import KINSHIP, RULES
from cadres.registry.protection.services import KINSHIPS
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from cadres.shared.schedule import SCHEDULE, Scheduled
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    CONCERNS.add(nobody("cadres.Kinship", "what recusal rests on, settled by another person by a rule of its own"))
    LISTS.add(KINSHIP_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(KINSHIP)
    SCHEDULE.add(Scheduled("propose-kinships", "cadres.propose_kinships", crontab(hour=2, minute=30)))
    MENU.add(
        MenuEntry(
            "administration",
            _("Files closed to relatives"),
            "cadres:kinship_list",
            "cadres.declare_kinship",
            "people",
            place=20,
        )
    )
    WORKFLOWS.add(KINSHIPS)
    OWNED.add(owned_by(KINSHIPS))
