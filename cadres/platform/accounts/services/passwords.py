"""Setting passwords: the one way by which an account comes to another one, or loses it."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from cadres.platform.accounts.choices import Ended
from cadres.platform.accounts.models import FormerPassword, User
from cadres.platform.accounts.services import sign_ins

KEPT = 12  # of one account; a profile looks at fewer


@transaction.atomic
def set_password(user: User, password: str, *, here: int | None = None) -> None:
    """The holder's new password, which was validated. The one before is kept as a digest, against its return.

    Sessions end, except the one in which he changes it (``here``: the number of its ``SignIn``).
    """
    _retire(user)
    user.set_password(password)
    user.must_change_password = False
    user.password_set_at = timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    sign_ins.end(user, Ended.PASSWORD, but=here)


def set_valid_password(user: User, password: str) -> None:
    """The same after looking at it. Raises ``ValidationError``."""
    validate_password(password, user)
    set_password(user, password)


@transaction.atomic
def take_password(user: User) -> None:
    """The password that was opens nothing any more, and its sessions end."""
    _retire(user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    sign_ins.end(user, Ended.RESET)


def _retire(user: User) -> None:
    if not user.password or not user.has_usable_password():
        return
    FormerPassword.objects.create(user=user, digest=user.password)
    former = FormerPassword.objects.filter(user=user)
    former.exclude(pk__in=former.values_list("pk", flat=True)[:KEPT]).delete()
