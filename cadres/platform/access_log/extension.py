from cadres.platform.access_log.regulations import RULES
from cadres.shared.regulations import catalogue


def register() -> None:
    catalogue.RULES.add(*RULES)
