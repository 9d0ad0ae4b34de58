"""The moves of an indicator system and of a cycle. Read by service, page, API, database and documentation."""

from django.utils.translation import gettext_lazy as _

from assessment.choices import CycleStage, SystemStage
from assessment.rules import guards
from cadres.shared.workflow import Move

SYSTEM_MOVES = (
    Move(
        "put_in_force",
        _("Put in force"),
        (SystemStage.DRAFT,),
        SystemStage.IN_FORCE,
        "assessment.put_in_force",
        (guards.weights_add_up, guards.codes_keep_their_meaning),
    ),
    Move(
        "retire",
        _("Take out of force"),
        (SystemStage.IN_FORCE,),
        SystemStage.RETIRED,
        "assessment.put_in_force",
        needs_reason=True,
        danger=True,
    ),
)

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
