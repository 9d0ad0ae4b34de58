from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("cadres.Step", "shown on the page of its record, which is about somebody or not"))
