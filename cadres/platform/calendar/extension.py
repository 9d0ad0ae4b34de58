from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cadres.platform.calendar.regulations import CALENDAR, RULES
from cadres.platform.calendar.todo import TODO_LISTS
from cadres.platform.notices.points import KINDS, NoticeKind
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    CONCERNS.add(
        nobody("cadres.CalendarYear", "days are the same for all"),
        nobody("cadres.SpecialDay", "days are the same for all"),
    )
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(CALENDAR)
    KINDS.add(
        NoticeKind(
            "cadres.calendar_waits", _("The holidays of %(year)s wait for your approval."), listed_elsewhere=True
        )
    )
    TODO.add(*TODO_LISTS)
    SCHEDULE.add(Scheduled("recompute-spans", "cadres.recompute_spans", crontab(hour=0, minute=20)))
    MENU.add(
        MenuEntry(
            "administration", _("Working days"), "cadres:calendar_list", "cadres.view_calendar", "calendar", place=12
        )
    )
