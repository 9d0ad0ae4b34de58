"""The moves of a class (办班程序), which act on everybody who is called up to it."""

from typing import Any

from cadres.models import User
from cadres.platform.log.services import make_move
from cadres.shared.recusal import as_part_of_a_whole
from cadres.shared.workflow import Taking, Workflow
from training.classes.facts import collect_class_facts, facts_as_json
from training.classes.models import TrainingClass
from training.classes.workflow import CLASS_MOVES
from training.enrolments.services.enrolments import give_results, take_off_all

CLASSES = Workflow("class", "training.TrainingClass", CLASS_MOVES, collect_class_facts, facts_as_json)


def move_class(training_class: TrainingClass, name: str, *, by: User, **wish: Any) -> TrainingClass:
    """Take one step of a class: begin to call up, start, close with everybody's result, or cancel.

    Raises what ``make_move`` raises.
    """
    return make_move(CLASSES, training_class, name, by=by, **wish)


def conclude(taking: Taking) -> None:
    with as_part_of_a_whole():
        give_results(taking.record, by=taking.by)


def cancel_everything(taking: Taking) -> None:
    for session in taking.record.sessions.held():
        session.cancelled = True
        session.revision += 1
        session.save()
    with as_part_of_a_whole():
        take_off_all(taking.record, by=taking.by, reason=taking.reason)
