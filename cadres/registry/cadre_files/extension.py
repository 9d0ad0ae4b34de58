from cadres.platform.access_log.points import REVEALABLE
from cadres.registry.cadre_files import masked_fields


def register() -> None:
    REVEALABLE.add(*masked_fields.FIELDS)
