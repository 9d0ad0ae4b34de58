from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.models import Cycle
from assessment.cycles.workflow import CYCLE_MOVES
from assessment.scores.facts import collect_cycle_facts, cycle_facts_as_json
from cadres.models import User
from cadres.platform.log.services import make_move
from cadres.shared.workflow import Workflow

CYCLES = Workflow("assessment.cycle", "assessment.Cycle", CYCLE_MOVES, collect_cycle_facts, cycle_facts_as_json)
STEP_LABELS = CYCLES.labels | {"open": _("Cycle opened"), "grade": _("Grade confirmed")}


def move_cycle(cycle: Cycle, name: str, *, by: User, **wish: Any) -> Cycle:
    """Take one step of the cycle; scoring happens in the same transaction. Raises what ``make_move`` raises."""
    return make_move(CYCLES, cycle, name, by=by, **wish)


def score_cycle(cycle: Cycle, *, by: User, reason: str = "", override: bool = False) -> Cycle:
    """Score a collecting cycle, or a scored one again. The same values and starting points give the same scores."""
    name = "score" if cycle.stage == CycleStage.COLLECTING else "rescore"
    return move_cycle(cycle, name, by=by, reason=reason, override=override)


def close_cycle(cycle: Cycle, *, by: User, reason: str = "") -> Cycle:
    return move_cycle(cycle, "close", by=by, reason=reason)
