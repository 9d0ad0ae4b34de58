from cadres.platform.field_keys.notices import NOTICES
from cadres.platform.field_keys.services.telling import tell
from cadres.platform.notices import points as notices
from cadres.shared.crypto import TOLD


def register() -> None:
    notices.KINDS.add(*NOTICES)
    TOLD.add(tell)
