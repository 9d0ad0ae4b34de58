from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("cadres.Installation", "a place"))
