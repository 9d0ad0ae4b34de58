from cadres.registry.sanctions.regulations import RULES
from cadres.shared.regulations import catalogue


def register() -> None:
    catalogue.RULES.add(*RULES)
