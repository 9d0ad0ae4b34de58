from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.todo import TODO
from cadres.shared.pages.week import HAPPENING
from cadres.shared.recusal import CONCERNS, nobody
from training.classes.lists import CLASS_LIST
from training.classes.todo import HAPPENINGS, TODO_LISTS


def register() -> None:
    CONCERNS.add(
        nobody("training.TrainingClass", "the same for all who are called up; each one has a call-up"),
        nobody("training.Session", "the same for all who are called up"),
    )
    LISTS.add(CLASS_LIST)
    TODO.add(*TODO_LISTS)
    HAPPENING.add(*HAPPENINGS)
