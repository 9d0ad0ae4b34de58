from cadres.shared.pages.todo import TODO
from training.classes.todo import TODO_LISTS


def register() -> None:
    TODO.add(*TODO_LISTS)
