from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.services import LETTER, letter_of
from cadres.platform.notices.todo import TODO_LISTS
from cadres.platform.outbox.services.emails import KINDS, LetterKind
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("cadres.Notice", "a word to one person, about whom it may be too"))
    KINDS.add(LetterKind(LETTER, _("Notice"), letter_of))
    TODO.add(*TODO_LISTS)
