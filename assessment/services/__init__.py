"""Every write to the assessment."""

from assessment.services.baselines import take_baseline
from assessment.services.cycles import (
    CYCLES,
    close_cycle,
    enter_values,
    move_cycle,
    open_cycle,
    score_cycle,
    state_of,
    values_state,
)
from assessment.services.scores import GRADE_FIELDS, confirm_grade
from assessment.services.systems import (
    SYSTEMS,
    change_indicator,
    copy_system,
    define_system,
    install_default_system,
    move_system,
    put_in_force,
    remove_indicator,
)

__all__ = [
    "CYCLES",
    "GRADE_FIELDS",
    "SYSTEMS",
    "change_indicator",
    "close_cycle",
    "confirm_grade",
    "copy_system",
    "define_system",
    "enter_values",
    "install_default_system",
    "move_cycle",
    "move_system",
    "open_cycle",
    "put_in_force",
    "remove_indicator",
    "score_cycle",
    "state_of",
    "take_baseline",
    "values_state",
]
