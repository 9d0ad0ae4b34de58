from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    SCHEDULE.add(Scheduled("watch-jobs", "cadres.watch_jobs", 60.0))
    MENU.add(MenuEntry("base", _("My jobs"), "cadres:job_list", "cadres.view_job", "clock", place=110))
