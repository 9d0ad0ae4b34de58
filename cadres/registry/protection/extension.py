from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cadres.registry.protection.regulations import KINSHIP, RULES
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.regulations import catalogue, judging
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
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
