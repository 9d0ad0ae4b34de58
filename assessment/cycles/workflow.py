"""The moves of an indicator system and of a cycle. Read by service, page, API, database and documentation."""

from django.utils.translation import gettext_lazy as _

from assessment.cycles import rules as guards
from assessment.cycles.choices import CycleStage
from cadres.shared.workflow import Move

CYCLE_MOVES = (
    Move(
        "score",
        _("Score"),
        (CycleStage.COLLECTING,),
        CycleStage.SCORED,
        "assessment.run_cycle",
        (guards.has_values, guards.values_are_complete),
    ),
    Move(
        "rescore",
        _("Score again"),
        (CycleStage.SCORED,),
        CycleStage.SCORED,
        "assessment.run_cycle",
        (guards.has_values, guards.values_are_complete),
    ),
    Move(
        "reopen",
        _("Back to collecting values"),
        (CycleStage.SCORED,),
        CycleStage.COLLECTING,
        "assessment.run_cycle",
        needs_reason=True,
    ),
    Move(
        "confirm",
        _("Confirm the scores"),
        (CycleStage.SCORED,),
        CycleStage.CONFIRMED,
        "assessment.confirm_grade",
        (guards.somebody_is_scored,),
    ),
    Move(
        "close",
        _("Close the cycle"),
        (CycleStage.CONFIRMED,),
        CycleStage.CLOSED,
        "assessment.close_cycle",
        (guards.everybody_is_graded,),
    ),
)
