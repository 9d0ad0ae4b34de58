from cadres.registry.sanctions.regulations import RULES, SANCTION
from cadres.shared.regulations import catalogue, judging


def register() -> None:
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(SANCTION)
