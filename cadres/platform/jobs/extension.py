from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    CONCERNS.add(
        nobody("cadres.Job", "work of the program, shown to who started it"),
        nobody("cadres.JobFile", "part of a job"),
        nobody("cadres.JobFilePart", "part of a job"),
    )
    SCHEDULE.add(Scheduled("watch-jobs", "cadres.watch_jobs", 60.0))
    MENU.add(MenuEntry("base", _("My jobs"), "cadres:job_list", "cadres.view_job", "clock", place=110))
