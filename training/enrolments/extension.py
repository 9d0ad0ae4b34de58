from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from training.enrolments.merge_policies import PARTS
from training.enrolments.notices import NOTICES


def register() -> None:
    merging.PARTS.add(*PARTS)
    notice_kinds.KINDS.add(*NOTICES)
