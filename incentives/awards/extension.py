from django.utils.translation import gettext_lazy as _

from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.shared.charts import milestones
from cadres.shared.pages.panels import PANELS, Panel
from cadres.shared.regulations import catalogue
from incentives.awards.merge_policies import PARTS
from incentives.awards.notices import NOTICES
from incentives.awards.panels import load, marks_of
from incentives.awards.regulations import RULES


def register() -> None:
    catalogue.RULES.add(*RULES)
    merging.PARTS.add(*PARTS)
    notice_kinds.KINDS.add(*NOTICES)
    milestones.KINDS.add(milestones.MarkKind("honours", _("Honours"), "incentives.view_award", marks_of))
    PANELS.add(Panel("honours", _("Honours"), "incentives.view_award", "incentives/awards/panel.html", load))
