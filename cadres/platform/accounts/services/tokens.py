"""Giving and revoking tokens of REST clients (接口令牌)."""

from collections.abc import Iterable
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
    """A new token and its secret, which is kept nowhere. Raises ``Refused``."""
    scopes = sorted(set(scopes))
    objections = []
    if client.role != Role.CLIENT or not client.is_active:
        objections.append(Objection("not-a-client", _("Only an active account of a REST client is given a token.")))
    if not name.strip():
        objections.append(Objection("token-unnamed", _("Say which system will use the token.")))
    if not scopes or not set(scopes) <= set(SCOPES):
        message = _("Choose one or more of these scopes: %(scopes)s.") % {"scopes": ", ".join(SCOPES)}
        objections.append(Objection("token-scope", message))
    if not 1 <= days <= LONGEST_DAYS:
        message = _("A token lasts from 1 to %(days)d days.") % {"days": LONGEST_DAYS}
        objections.append(Objection("token-days", message))
    if objections:
        raise Refused(*objections)
    token, secret = ApiToken.objects.create(
        user=client, expiry=timedelta(days=days), name=name.strip(), scopes=scopes, made_by=by
    )
    record_step(client, "make_token", by=by, facts={"name": token.name, "scopes": scopes, "expiry": token.expiry})
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User | None) -> None:
    """The token opens nothing from now on; the record of steps keeps that it was there."""
    record_step(token.user, "revoke_token", by=by, facts={"name": token.name, "scopes": token.scopes})
    token.delete()
