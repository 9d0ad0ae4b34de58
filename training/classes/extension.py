from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.todo import TODO
from cadres.shared.pages.week import HAPPENING
from training.classes.lists import CLASS_LIST
from training.classes.todo import HAPPENINGS, TODO_LISTS


def register() -> None:
    LISTS.add(CLASS_LIST)
    TODO.add(*TODO_LISTS)
    HAPPENING.add(*HAPPENINGS)
