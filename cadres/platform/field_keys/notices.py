"""Texts of the notices about encrypted values."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind
from cadres.shared.crypto import Why

NOTICES = (
    NoticeKind(
        f"cadres.value_{Why.WRONG}",
        _(
            "A stored value does not open where it stands (%(place)s). It was changed, or copied there from another"
            " place, past the program. Leave it as it is and compare it with a backup."
        ),
    ),
    NoticeKind(
        f"cadres.value_{Why.NO_KEY}",
        _(
            "Values are stored under a key that this installation was not given (first met at %(place)s). Put that key"
            " back into FIELD_KEYS, behind the present one."
        ),
    ),
    NoticeKind(
        f"cadres.value_{Why.UNBOUND}",
        _(
            "A value in the form of before stands at %(place)s, though everything had been encrypted anew. Somebody"
            " put it there past the program, or an older backup was loaded."
        ),
    ),
)
