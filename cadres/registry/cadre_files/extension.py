from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.registry.cadre_files import masked_fields


def register() -> None:
    MASKED_FIELDS.add(*masked_fields.FIELDS)
