from django.utils.translation import gettext_lazy as _

from assessment.scores.notices import NOTICES
from assessment.scores.panels import load
from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.shared.pages.panels import PANELS, Panel


def register() -> None:
    # A score is frozen with its tenure; a tenure that has one is never taken away.
    merging.PARTS.add(*merging.into("cadres.tenure", merging.leave("assessment.Score", "tenure")))
    notice_kinds.KINDS.add(*NOTICES)
    PANELS.add(Panel("assessment", _("Assessment"), "assessment.view_score", "assessment/scores/panel.html", load))
