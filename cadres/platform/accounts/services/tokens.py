"""Giving and revoking tokens of REST clients (接口令牌)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import ApiToken, User
from cadres.platform.log.services import record_step
from cadres.shared.api.base import SCOPES
from cadres.shared.errors import Objection, Refused

LONGEST_DAYS = 365


@transaction.atomic
def make_token(client: User, *, name: str, scopes: Iterable[str], days: int, by: User | None) -> tuple[ApiToken, str]:
    """A new token and its secret, which is kept nowhere. On pages a second person releases it. Raises ``Refused``."""
    scopes = sorted(set(scopes))
    if objections := list(against_token(client, name=name, scopes=scopes, days=days)):
        raise Refused(*objections)
    token, secret = ApiToken.objects.create(
        user=client, expiry=timedelta(days=days), name=name.strip(), scopes=scopes, made_by=by
    )
    record_step(client, "make_token", by=by, facts={"name": token.name, "scopes": scopes, "expiry": token.expiry})
    return token, secret


def against_token(client: User, *, name: str, scopes: Iterable[str], days: int | None) -> Iterator[Objection]:
    """What stands against a token like this, whoever makes it."""
    if client.role != Role.CLIENT or not client.is_active:
        yield Objection("not-a-client", _("Only an active account of a REST client is given a token."))
    if not name.strip():
        yield Objection("token-unnamed", _("Say which system will use the token."))
    if not set(scopes) or not set(scopes) <= set(SCOPES):
        message = _("Choose one or more of these scopes: %(scopes)s.") % {"scopes": ", ".join(SCOPES)}
        yield Objection("token-scope", message)
    if days is None or not 1 <= days <= LONGEST_DAYS:
        message = _("A token lasts from 1 to %(days)d days.") % {"days": LONGEST_DAYS}
        yield Objection("token-days", message)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User | None) -> None:
    """The token opens nothing from now on; the record of steps keeps that it was there."""
    record_step(token.user, "revoke_token", by=by, facts={"name": token.name, "scopes": token.scopes})
    token.delete()
