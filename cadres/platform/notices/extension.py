from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.services import LETTER, letter_of
from cadres.platform.notices.todo import TODO_LISTS
from cadres.platform.outbox.services.emails import KINDS, LetterKind
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.retention import KEPT, MESSAGES, Kept


def register() -> None:
    CONCERNS.add(nobody("cadres.Notice", "a word to one person, about whom it may be too"))
    KEPT.add(
        Kept("notices", _("Notices done with"), "cadres.Notice", "settled_at", MESSAGES, Q(settled_at__isnull=False))
    )
    KINDS.add(LetterKind(LETTER, _("Notice"), letter_of))
    TODO.add(*TODO_LISTS)
