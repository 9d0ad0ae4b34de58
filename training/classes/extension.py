from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.todo import TODO
from training.classes.lists import CLASS_LIST
from training.classes.todo import TODO_LISTS


def register() -> None:
    LISTS.add(CLASS_LIST)
    TODO.add(*TODO_LISTS)
