from cadres.platform.rule_examples.todo import TODO_LISTS
from cadres.shared.pages.todo import TODO


def register() -> None:
    TODO.add(*TODO_LISTS)
