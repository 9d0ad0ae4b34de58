from cadres.shared.regulations import catalogue
from training.programmes.regulations import RULES


def register() -> None:
    catalogue.RULES.add(*RULES)
