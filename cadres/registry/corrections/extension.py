from django.utils.translation import gettext_lazy as _

from cadres.platform.attachments.points import OWNERS
from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.registry.corrections.attachment_owners import PAPERS
from cadres.registry.corrections.lists import CORRECTION_LIST
from cadres.registry.corrections.merge_policies import POLICIES
from cadres.registry.corrections.notices import NOTICES
from cadres.registry.corrections.regulations import CORRECTION, RULES
from cadres.registry.corrections.services import CORRECTIONS
from cadres.registry.corrections.todo import TODO_LISTS
from cadres.registry.corrections.workflow import VIEW
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    CONCERNS.add(about("cadres.Correction", "cadre_id"))
    OWNERS.add(PAPERS)
    LISTS.add(CORRECTION_LIST)
    merging.RELATIONS.add(*POLICIES)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(CORRECTION)
    notice_kinds.KINDS.add(*NOTICES)
    TODO.add(*TODO_LISTS)
    WORKFLOWS.add(CORRECTIONS)
    OWNED.add(owned_by(CORRECTIONS))
    MENU.add(MenuEntry("base", _("Corrections"), "cadres:correction_list", VIEW, "shield", place=55))
