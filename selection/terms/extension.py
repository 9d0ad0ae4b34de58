from cadres.platform.notices import points as notice_kinds
from cadres.shared.regulations import catalogue
from selection.terms.notices import NOTICES
from selection.terms.regulations import RULES


def register() -> None:
    catalogue.RULES.add(*RULES)
    notice_kinds.KINDS.add(*NOTICES)
