from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(
        nobody("cadres.DivisionProfile", "a place"),
        nobody("cadres.Pilot", "which posts of a township go together, whoever holds them"),
    )
