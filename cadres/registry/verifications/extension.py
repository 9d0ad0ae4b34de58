from cadres.registry.cadre_files.points import GUARDS
from cadres.registry.documents.points import RELIANCES
from cadres.registry.verifications.regulations import RULES
from cadres.registry.verifications.services import refuse_settled, reliances
from cadres.shared.regulations import catalogue


def register() -> None:
    catalogue.RULES.add(*RULES)
    GUARDS.add(refuse_settled)
    RELIANCES.add(reliances)
