from django.utils.translation import gettext_lazy as _

from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.platform.rule_examples import points as examples
from cadres.platform.rule_settings import points as replays
from cadres.registry.cadre_files import points as files
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.charts import milestones
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.panels import PANELS, Panel
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging
from cadres.shared.workflow import WORKFLOWS
from incentives.awards.api import AwardViewSet
from incentives.awards.calculations import CALCULATIONS
from incentives.awards.facts import REWARDS
from incentives.awards.lists import AWARD_LIST
from incentives.awards.merge_policies import RELATIONS
from incentives.awards.notices import NOTICES
from incentives.awards.panels import load, milestones_of
from incentives.awards.regulations import AWARD, EARNED, RULES
from incentives.awards.replays import REPLAYS
from incentives.awards.services.awards import AWARDS
from incentives.awards.todo import TODO_LISTS


def register() -> None:
    CONCERNS.add(about("incentives.Award", "cadre_id"))
    replays.REPLAYS.add(*REPLAYS)
    examples.CALCULATIONS.add(*CALCULATIONS)
    LISTS.add(AWARD_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(AWARD, EARNED)
    merging.RELATIONS.add(*RELATIONS)
    notice_kinds.KINDS.add(*NOTICES)
    milestones.KINDS.add(milestones.MilestoneKind("honours", _("Honours"), "incentives.view_award", milestones_of))
    PANELS.add(Panel("honours", _("Honours"), "incentives.view_award", "incentives/awards/panel.html", load))
    TODO.add(*TODO_LISTS)
    files.REWARDS.add(REWARDS)
    ROUTES.add(Route("awards", AwardViewSet, "award"))
    MENU.add(
        MenuEntry("own", _("My awards"), "incentives:my_awards", "incentives.view_own", "medal", place=40),
        MenuEntry("incentives", _("Awards"), "incentives:award_list", "incentives.view_award", "medal", place=10),
    )
    WORKFLOWS.add(AWARDS)
    OWNED.add(owned_by(AWARDS))
