from typing import Any

from cadres.models import User
from cadres.platform.log.services import take_step
from cadres.shared.workflow import Workflow
from training.classes.facts import gather_class, snapshot
from training.classes.models import TrainingClass
from training.classes.workflow import CLASS_MOVES
from training.enrolments.services.enrolments import conclude, take_off_all


def move_class(training_class: TrainingClass, name: str, *, by: User, **details: Any) -> TrainingClass:
    """Take one step of a class: begin to call up, start, close with everybody's result, or cancel."""
    return take_step(CLASSES, training_class, name, by=by, **details)


def _closed(training_class: TrainingClass, *, by: User, **_why: Any) -> None:
    conclude(training_class, by=by)


def _cancelled(training_class: TrainingClass, *, by: User, reason: str) -> None:
    for session in training_class.sessions.held():
        session.cancelled = True
        session.revision += 1
        session.save()
    take_off_all(training_class, by=by, reason=reason)


CLASSES = Workflow(
    name="class",
    moves=CLASS_MOVES,
    gather=gather_class,
    snapshot=snapshot,
    effects={"close": _closed, "cancel": _cancelled},
)
