from cadres.platform.merging.points import RELATIONS, into, leave


def register() -> None:
    # A starting point is frozen with its tenure; a tenure that has one is never taken away.
    RELATIONS.add(*into("cadres.tenure", leave("assessment.Baseline", "tenure")))
