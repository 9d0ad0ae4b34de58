"""What the log-in library says of second factors, put on the record and told to the holder."""

from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator

from cadres.models import User
from cadres.platform.accounts.choices import FACTORS
from cadres.platform.accounts.services.security import tell_holder
from cadres.shared import crypto

TOTP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
BLOCKED = "blocked_at"  # in the data of a security key that may have been copied


def has_another(authenticator: Authenticator) -> bool:
    """Whether its holder has a second factor beside it that opens the account; recovery codes are none."""
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
    return any(BLOCKED not in other.data for other in others)


def added(*, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    if authenticator.type == TOTP:
        tell_holder(user, "second_factor_on")
    elif authenticator.type == KEY:
        tell_holder(user, "security_key_on", key=str(authenticator))


def removed(*, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    if authenticator.type == TOTP:
        tell_holder(user, "second_factor_off")
    elif authenticator.type == KEY:
        tell_holder(user, "security_key_off", key=str(authenticator))


def made_anew(*, user: User, **_signal: Any) -> None:
    tell_holder(user, "recovery_codes")


def used(*, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    _seal(authenticator)
    if authenticator.type == CODES:
        tell_holder(user, "recovery_code_used")


def _seal(authenticator: Authenticator) -> None:
    """What was set up before secrets were sealed is sealed when it is used."""
    for name in ("secret", "seed"):
        kept = authenticator.data.get(name)
        if kept and not kept.startswith(crypto.PREFIX):
            authenticator.data[name] = crypto.encrypt(kept)
            authenticator.save(update_fields=["data"])


TOLD = {
    signals.authenticator_added: added,
    signals.authenticator_removed: removed,
    signals.authenticator_reset: made_anew,
    signals.authenticator_used: used,
}
