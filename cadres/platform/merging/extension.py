from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cadres.platform.jobs import points as job_kinds
from cadres.platform.merging import jobs
from cadres.platform.merging.lists import DUPLICATE_LIST, MERGE_LIST
from cadres.platform.merging.notices import NOTICES
from cadres.platform.merging.points import of_merge, of_pair
from cadres.platform.merging.regulations import MERGE, PAIR
from cadres.platform.merging.services.merges import MERGES, PAIRS
from cadres.platform.notices import points as notice_kinds
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, Concern
from cadres.shared.regulations import judging
from cadres.shared.schedule import SCHEDULE, Scheduled
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    CONCERNS.add(
        Concern("cadres.DuplicatePair", of=of_pair),
        Concern("cadres.Merge", of=of_merge),
    )
    LISTS.add(DUPLICATE_LIST, MERGE_LIST)
    judging.JUDGED.add(MERGE, PAIR)
    job_kinds.KINDS.add(jobs.find)
    notice_kinds.KINDS.add(*NOTICES)
    SCHEDULE.add(Scheduled("find-duplicates", "cadres.find_duplicates", crontab(hour=3, minute=0)))
    MENU.add(MenuEntry("base", _("Duplicates"), "cadres:duplicate_home", "cadres.view_merge", "people", place=80))
    WORKFLOWS.add(PAIRS, MERGES)
    OWNED.add(owned_by(PAIRS), owned_by(MERGES))
