from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cadres.platform.exports import jobs
from cadres.platform.exports.export_sources import ListSource
from cadres.platform.exports.lists import EXPORT_LIST
from cadres.platform.exports.notices import NOTICES
from cadres.platform.exports.points import SOURCES
from cadres.platform.exports.regulations import EXPORT, RULES
from cadres.platform.exports.services import EXPORTS
from cadres.platform.exports.todo import TODO_LISTS
from cadres.platform.jobs import points as job_kinds
from cadres.platform.notices import points as notice_kinds
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from cadres.shared.schedule import SCHEDULE, Scheduled
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    CONCERNS.add(nobody("cadres.ExportRequest", "tells of many; who is barred from one gets the rows of the others"))
    LISTS.add(EXPORT_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(EXPORT)
    job_kinds.KINDS.add(jobs.make)
    notice_kinds.KINDS.add(*NOTICES)
    SOURCES.add(ListSource)
    TODO.add(*TODO_LISTS)
    SCHEDULE.add(Scheduled("expire-exports", "cadres.expire_exports", crontab(minute=10)))
    MENU.add(MenuEntry("base", _("Exports"), "cadres:export_list", "cadres.view_export", "shield", place=100))
    WORKFLOWS.add(EXPORTS)
    OWNED.add(owned_by(EXPORTS))
