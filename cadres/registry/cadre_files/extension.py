from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.platform.rule_examples import points as examples
from cadres.registry.cadre_files import masked_fields
from cadres.registry.cadre_files.calculations import CALCULATIONS
from cadres.registry.cadre_files.regulations import RULES
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue


def register() -> None:
    CONCERNS.add(
        about("cadres.Cadre", "pk", listed=True),
        about("cadres.Education", "cadre_id"),
        about("cadres.FamilyMember", "cadre_id"),
        about("cadres.AnnualResult", "cadre_id"),
    )
    examples.CALCULATIONS.add(*CALCULATIONS)
    catalogue.RULES.add(*RULES)
    MASKED_FIELDS.add(*masked_fields.FIELDS)
