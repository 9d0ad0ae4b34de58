"""Opening accounts (开户)."""

import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from cadres.platform.accounts.choices import NO_ROLE, Role
from cadres.platform.accounts.models import Remit, User
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import record_step

ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def random_password(length: int = 16) -> str:
    """Easy to type from paper: no letter that looks like another. Small and capital letters and digits are in it."""
    while True:
        made = "".join(secrets.choice(ALPHABET) for _ in range(length))
        if all(any(kind(sign) for sign in made) for kind in (str.islower, str.isupper, str.isdigit)):
            return made


@transaction.atomic
def open_account(  # noqa: PLR0913 -- an account has as many parts
    username: str,
    *,
    name: str,
    role: str,
    by: User | None,
    password: str | None = None,
    division: Division | None = None,
    cadre: Any = None,
    email: str = "",
) -> tuple[User, str]:
    """A new account and its password, made at random unless given: for an installation that nobody has entered yet.

    A client and an account without a role have no password. Raises ``ValidationError``.
    """
    user = User(username=username, name=name, role=role, email=email, cadre=cadre)
    if role in (Role.CLIENT, NO_ROLE):
        user.set_unusable_password()
        secret = ""
    else:
        secret = password or random_password()
        validate_password(secret, user)
        user.set_password(secret)
    user.full_clean()
    user.save()
    if division is not None:
        Remit.objects.create(user=user, division=division)
    record_step(user, "open", by=by, target=role)
    return user, secret
