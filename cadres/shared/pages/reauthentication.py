"""Asking again who it is (再次验证): whoever left the desk open does not leave the powers of it there."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cadres.shared.pages.idle import STARTED

GRACE = 600  # seconds in which a form may be filled in and sent after the time in which it was shown
RECORDS = "account_authentication_methods"  # in the session, where the log-in library keeps when and how it asked


def authenticated_at(request: HttpRequest) -> float:
    """When the person last proved who he is, in seconds: at the log-in, or when he was asked again."""
    records = request.session.get(RECORDS) or []
    return max((record.get("at", 0) for record in records), default=request.session.get(STARTED, 0))


def is_recent(request: HttpRequest, *, grace: int = 0) -> bool:
    """Within the time of the installation; ``grace``: seconds more."""
    return time.time() - authenticated_at(request) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + grace


def is_asked(request: HttpRequest) -> bool:
    """Whether the person proves first who he is. A form that was shown may be sent for a while after that time."""
    return not is_recent(request, grace=0 if request.method == "GET" else GRACE)


def ask(request: HttpRequest, back: str) -> HttpResponse:
    """To the page that asks, and from there ``back``; htmx goes there as a whole page."""
    door = redirect_to_login(back, reverse("account_reauthenticate")).url
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": door})
    return HttpResponseRedirect(door)


def page_before(request: HttpRequest) -> str:
    """Where a button was pressed or a fragment asked for; what that did not do yet is done by pressing again."""
    came = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if came.netloc != request.get_host():
        return reverse("home")
    return f"{came.path}?{came.query}" if came.query else came.path
