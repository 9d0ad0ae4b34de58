from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cadres.platform.notices import points as notice_kinds
from cadres.platform.rule_examples import points as examples
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging
from cadres.shared.schedule import SCHEDULE, Scheduled
from selection.terms.api import WatchViewSet
from selection.terms.calculations import CALCULATIONS
from selection.terms.lists import WATCH_LIST
from selection.terms.notices import NOTICES
from selection.terms.regulations import RULES, WATCH
from selection.terms.todo import TODO_LISTS


def register() -> None:
    CONCERNS.add(about("selection.Watch", "tenure__cadre_id"))
    examples.CALCULATIONS.add(*CALCULATIONS)
    LISTS.add(WATCH_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(WATCH)
    notice_kinds.KINDS.add(*NOTICES)
    TODO.add(*TODO_LISTS)
    ROUTES.add(Route("watch", WatchViewSet, "watch"))
    SCHEDULE.add(Scheduled("term-and-rotation-watch", "selection.watch_tenures", crontab(hour=1, minute=30)))
    MENU.add(
        MenuEntry(
            "selection", _("Terms and rotation"), "selection:watch_list", "selection.view_watch", "clock", place=10
        )
    )
