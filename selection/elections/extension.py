from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.shared.regulations import catalogue
from selection.elections.merge_policies import PARTS
from selection.elections.notices import NOTICES
from selection.elections.regulations import RULES


def register() -> None:
    catalogue.RULES.add(*RULES)
    merging.PARTS.add(*PARTS)
    notice_kinds.KINDS.add(*NOTICES)
