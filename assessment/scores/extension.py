from django.utils.translation import gettext_lazy as _

from assessment.scores.api import ScoreViewSet
from assessment.scores.lists import SCORE_LIST
from assessment.scores.notices import NOTICES
from assessment.scores.overview import CARD
from assessment.scores.panels import load
from assessment.scores.services.cycle_moves import CYCLES
from assessment.scores.todo import TODO_LISTS
from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, Owned, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.overview import OVERVIEW
from cadres.shared.pages.panels import PANELS, Panel
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    CONCERNS.add(
        about("assessment.Score", "tenure__cadre_id"),
        about("assessment.ScorePart", "score__tenure__cadre_id"),
    )
    LISTS.add(SCORE_LIST)
    # A score is frozen with its tenure; a tenure that has one is never taken away.
    merging.RELATIONS.add(*merging.into("cadres.tenure", merging.leave("assessment.Score", "tenure")))
    notice_kinds.KINDS.add(*NOTICES)
    PANELS.add(Panel("assessment", _("Assessment"), "assessment.view_score", "assessment/scores/panel.html", load))
    TODO.add(*TODO_LISTS)
    OVERVIEW.add(CARD)
    ROUTES.add(Route("scores", ScoreViewSet, "score"))
    MENU.add(
        MenuEntry("own", _("My assessment"), "assessment:my_assessment", "assessment.view_own", "chart", place=30),
        MenuEntry("assessment", _("Scores"), "assessment:score_list", "assessment.view_score", "chart", place=20),
    )
    WORKFLOWS.add(CYCLES)
    OWNED.add(owned_by(CYCLES), Owned("assessment.Score", ("grade", "graded_by", "graded_at", "grade_reason")))
