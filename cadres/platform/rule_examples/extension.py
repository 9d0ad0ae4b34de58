from cadres.platform.rule_examples.regulations import EXAMPLE
from cadres.platform.rule_examples.todo import TODO_LISTS
from cadres.shared.pages.todo import TODO
from cadres.shared.regulations import judging


def register() -> None:
    judging.JUDGED.add(EXAMPLE)
    TODO.add(*TODO_LISTS)
