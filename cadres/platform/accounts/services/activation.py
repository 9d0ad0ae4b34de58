"""Activation codes (激活码): how the holder of an account, and nobody else, comes to its password."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.platform.accounts.choices import NO_ROLE, Role
from cadres.platform.accounts.models import Activation, User
from cadres.platform.accounts.services.passwords import set_valid_password
from cadres.platform.log.services import record_step
from cadres.shared.errors import Objection, Refused

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that looks like another when it is read from paper
HALF = 8  # signs of a half: about 2^39 of them
LASTS = timedelta(hours=72)  # from the moment both halves are there: a letter is carried to a township and back
MOST_TRIES = 5


def _half() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(HALF))


def _digest(half: str) -> str:
    return make_password(half)


@transaction.atomic
def begin(user: User, *, by: User | None, whole: bool = False) -> str:
    """The first half of a new code, or the ``whole`` of it where one administrator is enough; shown to ``by`` alone.

    A code that was open is void from now on. The password that was stays until the new one is set.
    """
    now = timezone.now()
    Activation.objects.filter(user=user).open().update(ended_at=now)
    half = _half()
    Activation.objects.create(
        user=user, first=_digest(half), whole=whole, made_by=by, expires_at=now + LASTS if whole else None
    )
    return half


@transaction.atomic
def complete(user: User, *, by: User | None) -> str:
    """The second half, shown to ``by`` alone, who did not make the first; "" where no code waits for one.

    Where there was a second half already, it is replaced: a letter was lost. Raises ``Refused``.
    """
    code = Activation.objects.select_for_update().filter(user=user).open().filter(whole=False).first()
    if code is None:
        return ""
    if by is not None and code.made_by_id == by.pk:
        raise Refused(Objection("same-hands", _("Who has one half of a code is not given the other. Ask another.")))
    half = _half()
    code.second, code.completed_by, code.expires_at, code.tries = _digest(half), by, timezone.now() + LASTS, 0
    code.save(update_fields=["second", "completed_by", "expires_at", "tries"])
    return half


def activate(username: str, code: str, password: str) -> User:
    """Set the password of the account by its code, which is used up by that.

    Raises ``ValidationError`` for a weak password and ``Refused`` with one answer for everything else, so that nobody
    learns which user names there are. A wrong code counts, whatever becomes of the request.
    """
    with transaction.atomic():
        user = _by_code(username, code)
        if user is not None:
            set_valid_password(user, password)
            Activation.objects.filter(user=user).open().update(used_at=timezone.now())
            record_step(user, "activate", by=user)
    if user is None:
        text = _("User name and code do not fit, or the code is over. Ask for another.")
        raise Refused(Objection("code-unfit", text))
    return user


def _by_code(username: str, code: str) -> User | None:
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    found = (
        Activation.objects.select_for_update(of=["self"])
        .select_related("user")
        .open()
        .filter(user__username=username, user__is_active=True)
        .exclude(user__role__in=[NO_ROLE, Role.CLIENT])
        .first()
    )
    now = timezone.now()
    if found is None or not _counts(found, now):
        check_password(typed, _digest(_half()))  # takes as long as a code that is there
        return None
    fits = check_password(typed[:HALF], found.first)
    fits &= check_password(typed[HALF:], found.second) if not found.whole else typed[HALF:] == ""
    if fits:
        return found.user
    found.tries += 1
    if found.tries >= MOST_TRIES:
        found.ended_at = now
    found.save(update_fields=["tries", "ended_at"])
    return None


def _counts(code: Activation, now: datetime) -> bool:
    return code.complete and code.expires_at is not None and now < code.expires_at


def waits_for_second(user: User) -> bool:
    """Whether a code of this account waits for its second half."""
    return Activation.objects.filter(user=user, whole=False).open().exists()
