from cadres.platform.rule_examples.regulations import EXAMPLE
from cadres.platform.rule_examples.todo import TODO_LISTS
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import judging


def register() -> None:
    CONCERNS.add(nobody("cadres.SignedExample", "an invented case"))
    judging.JUDGED.add(EXAMPLE)
    TODO.add(*TODO_LISTS)
