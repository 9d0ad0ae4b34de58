from cadres.platform.access_log.regulations import RULES
from cadres.platform.access_log.services import record_api_reading
from cadres.shared.api.readings import RECORD
from cadres.shared.recusal import CONCERNS, about, nobody
from cadres.shared.regulations import catalogue


def register() -> None:
    CONCERNS.add(about("cadres.FileAccess", "cadre_id", listed=True))
    CONCERNS.add(nobody("cadres.ApiDay", "a number"))
    RECORD.add(record_api_reading)
    catalogue.RULES.add(*RULES)
