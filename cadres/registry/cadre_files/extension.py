from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.platform.rule_examples import points as examples
from cadres.registry.cadre_files import masked_fields
from cadres.registry.cadre_files.calculations import CALCULATIONS
from cadres.registry.cadre_files.regulations import RULES
from cadres.shared.regulations import catalogue


def register() -> None:
    examples.CALCULATIONS.add(*CALCULATIONS)
    catalogue.RULES.add(*RULES)
    MASKED_FIELDS.add(*masked_fields.FIELDS)
