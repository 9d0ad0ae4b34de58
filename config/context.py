"""What every page needs to know: one query a page at most, and none for a fragment."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cadres.models import Installation, Notice, User
from cadres.shared.pages.idle import seconds_left
from config import navigation, security_keys

APPEARANCE = {"theme": ("light", "dark"), "density": ("roomy",)}  # cookie → what it may say; otherwise the usual


def site(request: HttpRequest) -> dict[str, Any]:
    chosen = {name: request.COOKIES.get(name) for name in APPEARANCE}
    return {
        "site_name": settings.SITE_NAME,
        "today": timezone.localdate(),
        **{name: value if value in APPEARANCE[name] else "" for name, value in chosen.items()},
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "idle": SimpleLazyObject(lambda: _idle(request)),
        "site_state": SimpleLazyObject(lambda: _state(request)),
        "keys_work": SimpleLazyObject(lambda: security_keys.work_at(request)),
    }


def _navigation(request: HttpRequest) -> dict[str, Any]:
    if not _signed_in(request):
        return {"groups": [], "current": None}
    groups = navigation.menu(request)
    return {"groups": groups, "current": navigation.current(groups)}


def _state(request: HttpRequest) -> dict[str, bool]:
    """Whether people here are invented and whether a notice waits, asked together."""
    invented = Installation.objects.filter(demonstration=True)
    if not _signed_in(request):
        return {"demonstration": invented.exists(), "unread": False}
    waiting = Notice.objects.visible_to(request.user).unsettled().filter(read_at=None)
    account = User.objects.filter(pk=request.user.pk)
    found = account.values(demonstration=Exists(invented), unread=Exists(waiting)).first()
    return found or {"demonstration": False, "unread": False}


def _idle(request: HttpRequest) -> dict[str, Any]:
    """For the warning before the session ends, and the way back to this page if it can be asked for again."""
    view = getattr(getattr(request.resolver_match, "func", None), "view_class", None)
    again = request.method == "GET" or hasattr(view, "get")
    back = request.get_full_path() if again else reverse("home")
    return {
        "left": seconds_left(request),
        "warn": settings.IDLE_WARNING,
        "door": redirect_to_login(back).url,
    }


def _signed_in(request: HttpRequest) -> bool:
    return hasattr(request, "user") and request.user.is_authenticated
