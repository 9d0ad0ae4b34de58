from cadres.platform.merging.points import RELATIONS, into, leave
from cadres.shared.recusal import CONCERNS, about


def register() -> None:
    CONCERNS.add(about("assessment.Baseline", "tenure__cadre_id"))
    # A starting point is frozen with its tenure; a tenure that has one is never taken away.
    RELATIONS.add(*into("cadres.tenure", leave("assessment.Baseline", "tenure")))
