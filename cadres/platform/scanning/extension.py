from cadres.platform.notices import points as notice_kinds
from cadres.platform.scanning.notices import NOTICES
from cadres.platform.scanning.services import record_finding
from cadres.shared.files.scanner import FOUND


def register() -> None:
    FOUND.add(record_finding)
    notice_kinds.KINDS.add(*NOTICES)
