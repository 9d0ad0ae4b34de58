"""Idle time-out (空闲超时): the server ends a session in which nobody has done anything, whatever the browser runs.

Working is what counts: opening, saving, typing. What a page asks by itself does not: such a view says
``background = True``. The time of the last activity stands in the session and is written once a minute at most.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

went_on = Signal()  # somebody works in a session; with ``request``
STARTED, ACTIVE = "started_at", "active_at"
STEP = 60  # seconds: so often the time of activity is written
UNTOUCHED = ("/static/", "/healthz", "/i18n/", "/theme/", "/calendar/")


def _now() -> int:
    return int(timezone.now().timestamp())


def begin(request: HttpRequest, **_signal: Any) -> None:
    """At log-in."""
    request.session[STARTED] = request.session[ACTIVE] = _now()


def touch(request: HttpRequest, *, at_once: bool = False) -> None:
    """Somebody is working. A session from before this rule begins to count now."""
    now = _now()
    if at_once or now - request.session.get(ACTIVE, 0) >= STEP:
        request.session[ACTIVE] = now
        request.session.setdefault(STARTED, now)
        went_on.send(sender=None, request=request)


def limit_of(user: Any) -> int:
    return settings.IDLE_TIMEOUT_ADMINISTRATORS if user.is_administrator else settings.IDLE_TIMEOUT


def seconds_left(request: HttpRequest) -> int:
    """Until the session ends by itself: nothing done for too long, or a day's work behind it."""
    now = _now()
    idle = limit_of(request.user) - (now - request.session.get(ACTIVE, now))
    return min(idle, settings.SESSION_COOKIE_AGE - (now - request.session.get(STARTED, now)))


class IdleMiddleware:
    """Stands before the door: whoever was away too long finds it closed, with what he typed (see ``drafts``)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._concerns(request) and seconds_left(request) <= 0:
            minutes = limit_of(request.user) // 60
            logout(request)
            text = ngettext(
                "You were signed out, since nothing was done for %(minutes)d minute or a day's work is over.",
                "You were signed out, since nothing was done for %(minutes)d minutes or a day's work is over.",
                minutes,
            )
            messages.info(request, text % {"minutes": minutes})
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        background = getattr(getattr(view, "view_class", view), "background", False)
        if not background and self._concerns(request):
            touch(request)

    def _concerns(self, request: HttpRequest) -> bool:
        return not request.path.startswith(UNTOUCHED) and request.user.is_authenticated
