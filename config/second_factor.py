"""What the log-in library says of second factors, put on the record and told to the holder; and how they are sealed.

The library hands over a secret without saying whose it is. A secret is bound to its holder all the same, so that
nobody opens an account with a factor of his own that he has copied there: see ``whose``.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from cadres.platform.accounts.choices import FACTORS
from cadres.platform.accounts.services.security import tell_holder
from cadres.platform.field_keys.points import UNBOUND, Renewed
from cadres.platform.field_keys.services.stores import opens
from cadres.shared import crypto

TOTP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
SECRETS = ("secret", "seed")  # of ``Authenticator.data``
BLOCKED = "blocked_at"  # in the data of a security key that may have been copied
HOLDER: ContextVar[int] = ContextVar("holder of a second factor")


@contextmanager
def whose(user: User) -> Iterator[None]:
    """Within, the library's secrets are this account's: at the log-in, where nobody is logged in yet."""
    token = HOLDER.set(user.pk)
    try:
        yield
    finally:
        HOLDER.reset(token)


def binding(holder: int | None = None) -> crypto.Binding:
    """Without a name: of the account that is logged in."""
    pk = holder or HOLDER.get(None) or context.request.user.pk
    if pk is None:
        raise LookupError("a second factor is sealed or opened for nobody; see whose()")
    return crypto.Binding("mfa.authenticator", "data", (str(pk),))


def seal(text: str) -> str:
    return crypto.seal_text(text, binding())


def unseal(stored: str) -> str:
    """Raises ``CannotBeOpened``. What was kept before secrets were sealed is read as it is, until all are bound."""
    return opened(stored, binding())


def opened(stored: str, where: crypto.Binding) -> str:
    try:
        return crypto.open_text(stored, where)
    except crypto.WrongSeal as error:
        refusal = crypto.CannotBeOpened(label=_("Second factor"), place=str(where), why=error.why, key=error.key)
        crypto.tell(refusal)
        raise refusal from error


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
    """What was set up before secrets were sealed and bound is so when it is used."""
    if renew(authenticator):
        authenticator.save(update_fields=["data"])


def renew(authenticator: Authenticator) -> int:
    """Seal its secrets by the present key; returns how many were not. Raises ``CannotBeOpened``."""
    where, renewed = binding(authenticator.user_id), 0
    for name in SECRETS:
        kept = authenticator.data.get(name)
        if kept and crypto.key_name_of(kept) != crypto.present_key().name:
            authenticator.data[name] = crypto.seal_text(opened(kept, where), where, instead_of=kept)
            renewed += 1
    return renewed


class FactorStore:
    """The library's table among those that are encrypted anew: few rows, whose secrets are parts of a JSON."""

    name = Authenticator._meta.db_table

    def count(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for authenticator in Authenticator.objects.iterator():
            for kept in self._secrets(authenticator):
                found[crypto.key_name_of(kept) or UNBOUND] += 1
        return found

    def holds_unbound(self) -> bool:
        return bool(self.count()[UNBOUND])

    def sample(self) -> Iterator[bool]:
        for authenticator in Authenticator.objects.all()[:3]:
            for kept in self._secrets(authenticator):
                yield from opens(partial(opened, kept, binding(authenticator.user_id)))

    def renew(self, *, by: int | None = None) -> Iterator[Renewed]:
        for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
            done = Renewed()
            with transaction.atomic():
                rows = Authenticator.objects.select_for_update(of=["self"], skip_locked=True)
                authenticator = rows.filter(pk=pk).first()
                if authenticator is not None:
                    self._renew(authenticator, done)
            yield done

    @staticmethod
    def _renew(authenticator: Authenticator, done: Renewed) -> None:
        try:
            done.values = renew(authenticator)
        except crypto.CannotBeOpened as refusal:
            names = [crypto.key_name_of(kept) for kept in FactorStore._secrets(authenticator)]
            done.unopened[refusal.place] = UNBOUND if None in names else names[0] or ""
        else:
            if done.values:
                authenticator.save(update_fields=["data"])

    @staticmethod
    def _secrets(authenticator: Authenticator) -> list[str]:
        return [kept for name in SECRETS if (kept := authenticator.data.get(name))]


TOLD = {
    signals.authenticator_added: added,
    signals.authenticator_removed: removed,
    signals.authenticator_reset: made_anew,
    signals.authenticator_used: used,
}
