from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.registry.cadre_files import masked_fields
from cadres.registry.cadre_files.regulations import RULES
from cadres.shared.regulations import catalogue


def register() -> None:
    catalogue.RULES.add(*RULES)
    MASKED_FIELDS.add(*masked_fields.FIELDS)
