from cadres.platform.merging import points as merging
from cadres.registry.merging.merge_policies.kinds import KINDS
from cadres.registry.merging.merge_policies.relations import RELATIONS


def register() -> None:
    merging.KINDS.add(*KINDS)
    merging.RELATIONS.add(*RELATIONS)
