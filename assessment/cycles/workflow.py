"""The moves of an indicator system and of a cycle. Read by service, page, API, database and documentation."""

from django.utils.translation import gettext_lazy as _

from assessment.cycles import rules as guards
from assessment.cycles.choices import CycleStage
from cadres.shared.workflow import DECISION_FORM, Move

REPLACE = "assessment.scores.services.scores.replace_scores"
CLEAR = "assessment.scores.services.scores.clear_scores"

CYCLE_MOVES = (
    Move(
        "score",
        _("Score"),
        (CycleStage.COLLECTING,),
        CycleStage.SCORED,
        "assessment.run_cycle",
        (guards.has_values, guards.values_are_complete),
        form=DECISION_FORM,
        effect=REPLACE,
    ),
    Move(
        "rescore",
        _("Score again"),
        (CycleStage.SCORED,),
        CycleStage.SCORED,
        "assessment.run_cycle",
        (guards.has_values, guards.values_are_complete),
        form=DECISION_FORM,
        effect=REPLACE,
    ),
    Move(
        "reopen",
        _("Back to collecting values"),
        (CycleStage.SCORED,),
        CycleStage.COLLECTING,
        "assessment.run_cycle",
        needs_reason=True,
        form=DECISION_FORM,
        effect=CLEAR,
    ),
    Move(
        "confirm",
        _("Confirm the scores"),
        (CycleStage.SCORED,),
        CycleStage.CONFIRMED,
        "assessment.confirm_grade",
        (guards.somebody_is_scored,),
        form=DECISION_FORM,
        others=("score", "rescore"),
        follows=_("The scores can no longer be computed again. Grades are confirmed one by one."),
    ),
    Move(
        "close",
        _("Close the cycle"),
        (CycleStage.CONFIRMED,),
        CycleStage.CLOSED,
        "assessment.close_cycle",
        (guards.everybody_is_graded,),
        form=DECISION_FORM,
        follows=_("No grade of this year can be changed here any more."),
    ),
)
