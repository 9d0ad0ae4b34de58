from assessment.cycles.choices import CycleStage
from assessment.cycles.models import Cycle
from assessment.cycles.workflow import CYCLE_MOVES
from assessment.scores.facts import gather_cycle, snapshot_cycle
from assessment.scores.services.scores import clear_scores, replace_scores
from cadres.models import User
from cadres.platform.log.services import take_step
from cadres.shared.workflow import Workflow

CYCLES = Workflow(
    "assessment.cycle",
    CYCLE_MOVES,
    gather_cycle,
    snapshot_cycle,
    effects={"score": replace_scores, "rescore": replace_scores, "reopen": clear_scores},
)


def move_cycle(  # noqa: PLR0913 -- the arguments of take_step
    cycle: Cycle, name: str, *, by: User, reason: str = "", seen_stage: str = "", override: bool = False
) -> Cycle:
    """Take one step of the cycle; scoring happens in the same transaction."""
    return take_step(CYCLES, cycle, name, by=by, reason=reason, seen_stage=seen_stage, override=override)


def score_cycle(cycle: Cycle, *, by: User, reason: str = "", override: bool = False) -> Cycle:
    """Score a collecting cycle, or a scored one again. The same values and starting points give the same scores."""
    name = "score" if cycle.stage == CycleStage.COLLECTING else "rescore"
    return move_cycle(cycle, name, by=by, reason=reason, override=override)


def close_cycle(cycle: Cycle, *, by: User, reason: str = "") -> Cycle:
    return move_cycle(cycle, "close", by=by, reason=reason)
