"""Where an account is signed in (登录会话): begun at the door, ended for good by whatever changes who it is.

A session that was ended opens nothing from its next request on, whatever the browser keeps; its holder is told why.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.choices import Ended
from cadres.platform.accounts.models import SignIn, User
from cadres.platform.accounts.services.security import tell_holder
from cadres.shared.client_address import client_address

KEY = "sign_in"  # in the session: the number of its row
SAID = {
    Ended.EVERYWHERE: gettext_lazy("You were signed out everywhere."),
    Ended.PASSWORD: gettext_lazy("Your password was changed. Sign in with the new one."),
    Ended.RESET: gettext_lazy(
        "The system administrator has asked for a new password. Use the activation code you are given."
    ),
    Ended.ROLE: gettext_lazy("Your account has another role. Sign in again."),
    Ended.FACTOR: gettext_lazy("The second factor of your account was taken away. Sign in again."),
    Ended.CLOSED: gettext_lazy("This account is closed."),
}


def _number(request: HttpRequest) -> int:
    return request.session.get(KEY, 0)


@transaction.atomic
def begin(request: HttpRequest, user: User, **_signal: Any) -> None:
    """At log-in. One session an account, unless the installation allows more: the one before ends."""
    if settings.ONE_SESSION:
        User.objects.select_for_update(of=["self"]).get(pk=user.pk)  # of two log-ins at a time the second is the one
        elsewhere = list(SignIn.objects.open().filter(user=user))
        if end(user, Ended.ELSEWHERE) and hasattr(request, "_messages"):
            text = _("You were still signed in at %(address)s. That session is ended.")
            messages.info(request, text % {"address": elsewhere[0].address or _("an unknown address")})
    row = SignIn.objects.create(
        user=user,
        address=client_address(request) or None,
        browser=request.META.get("HTTP_USER_AGENT", "")[: SignIn.LONGEST_BROWSER],
    )
    request.session[KEY] = row.pk


def went_on(request: HttpRequest, **_signal: Any) -> None:
    """Somebody works in the session; said once a minute at most."""
    SignIn.objects.filter(pk=_number(request)).update(seen_at=timezone.now())


def left(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    """At log-out."""
    if user is not None:
        SignIn.objects.open().filter(pk=_number(request)).update(ended_at=timezone.now(), ended=Ended.LEFT)


def end(user: User, why: Ended, *, but: int | None = None) -> int:
    """End every session of the account, ``but`` perhaps the one that asks. Returns how many."""
    rows = SignIn.objects.open().filter(user=user).exclude(pk=but or 0)
    return rows.update(ended_at=timezone.now(), ended=why)


@transaction.atomic
def sign_out_everywhere(user: User) -> int:
    """All sessions of the account end, also the one that asks."""
    count = end(user, Ended.EVERYWHERE)
    tell_holder(user, "sign_out_everywhere")
    return count


def is_open(request: HttpRequest) -> bool:
    """Without a query where the account came with its ``open_sign_ins`` (``for_session``)."""
    return _number(request) in request.user.open_sign_ins  # type: ignore[union-attr]


def why_ended(request: HttpRequest) -> str:
    """What is told to who finds his session ended; "" where nothing is to be told."""
    row = SignIn.objects.filter(pk=_number(request)).first()
    if row is None or not row.ended:
        return _("Sign in again.")
    if row.ended == Ended.ELSEWHERE:
        other = SignIn.objects.filter(user=row.user_id, pk__gt=row.pk).order_by("pk").first()
        text = _(
            "You were signed out here, since your account was signed in to at %(address)s. "
            "If that was not you, change the password and tell the system administrator."
        )
        return text % {"address": (other and other.address) or _("an unknown address")}
    return str(SAID.get(Ended(row.ended), ""))
