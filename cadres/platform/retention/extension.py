from django.utils.translation import gettext_lazy as _

from cadres.platform.jobs import points as jobs
from cadres.platform.notices import points as notice_kinds
from cadres.platform.retention.jobs import carry_out
from cadres.platform.retention.lists import DISPOSAL_LIST
from cadres.platform.retention.notices import NOTICES
from cadres.platform.retention.regulations import DISPOSAL, RULES
from cadres.platform.retention.services import DISPOSALS
from cadres.platform.retention.todo import TODO_LISTS
from cadres.platform.retention.workflow import VIEW
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    CONCERNS.add(nobody("cadres.Disposal", "old records of a kind, of whomever they are"))
    LISTS.add(DISPOSAL_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(DISPOSAL)
    jobs.KINDS.add(carry_out)
    notice_kinds.KINDS.add(*NOTICES)
    TODO.add(*TODO_LISTS)
    WORKFLOWS.add(DISPOSALS)
    OWNED.add(owned_by(DISPOSALS))
    MENU.add(MenuEntry("administration", _("Retention"), "cadres:retention", VIEW, "clock", place=65))
