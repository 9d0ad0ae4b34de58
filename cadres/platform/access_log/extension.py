from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.regulations import RULES
from cadres.platform.access_log.services import record_api_reading
from cadres.shared.api.readings import RECORD
from cadres.shared.recusal import CONCERNS, about, nobody
from cadres.shared.regulations import catalogue
from cadres.shared.retention import KEPT, READINGS, Kept


def register() -> None:
    CONCERNS.add(about("cadres.FileAccess", "cadre_id", listed=True))
    CONCERNS.add(nobody("cadres.ApiDay", "a number"))
    KEPT.add(
        Kept("readings", _("Readings of files"), "cadres.FileAccess", "at", READINGS, sealed=True),
        Kept("api_days", _("Amounts of days by API"), "cadres.ApiDay", "day", READINGS),
    )
    RECORD.add(record_api_reading)
    catalogue.RULES.add(*RULES)
