from cadres.platform.rule_examples import points as examples
from cadres.registry.cadre_files import points as files
from cadres.registry.sanctions.calculations import CALCULATIONS
from cadres.registry.sanctions.facts import REWARDS
from cadres.registry.sanctions.regulations import RULES, SANCTION
from cadres.registry.sanctions.services import ANNULMENT
from cadres.shared.owned import OWNED, Owned
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging

ANNULMENTS = Owned(
    "cadres.Sanction", ANNULMENT, called_by={"annul_sanction": ("cadres.registry.corrections.services",)}
)


def register() -> None:
    CONCERNS.add(about("cadres.Sanction", "cadre_id"))
    examples.CALCULATIONS.add(*CALCULATIONS)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(SANCTION)
    files.REWARDS.add(REWARDS)
    OWNED.add(ANNULMENTS)
