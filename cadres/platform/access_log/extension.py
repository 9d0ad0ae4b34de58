from cadres.platform.access_log.regulations import RULES
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue


def register() -> None:
    CONCERNS.add(about("cadres.FileAccess", "cadre_id", listed=True))
    catalogue.RULES.add(*RULES)
