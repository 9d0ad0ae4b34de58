from cadres.platform.log.services import has_taken
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.workflow import TAKEN


def register() -> None:
    TAKEN.add(has_taken)
    CONCERNS.add(nobody("cadres.Step", "shown on the page of its record, which is about somebody or not"))
