"""Letters with activation codes, and who is shown which button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cadres.platform.accounts.choices import CONFIRMED, Role
from cadres.platform.accounts.models import User
from cadres.platform.accounts.services.activation import LASTS
from cadres.shared.phrases import beside

# What a browser's own name says, the more special first: many call themselves Chrome or Safari besides.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrom": "Chrome", "Safari": "Safari"}
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")
MANAGE, ROLES = "cadres.manage_accounts", "cadres.manage_roles"


def browser_name(told: str) -> str:
    """In short, of what a browser says of itself: "Firefox (Windows)"."""
    browser = next((name for mark, name in BROWSERS.items() if mark in told), "")
    system = next((name for name in SYSTEMS if name in told), "")
    return beside(browser, system) if browser and system else browser or system or "–"


def letter_page(request: HttpRequest, account: User, code: str, *, place: int) -> HttpResponse:
    """The one page that ever shows a code: the ``place``-th half of it, or the whole (0), as a letter to print."""
    context = {
        "account": account,
        "code": code,
        "place": place,
        "hours": int(LASTS.total_seconds() // 3600),
        "address": request.build_absolute_uri(reverse("cadres:activate")),
    }
    response = render(request, "cadres/accounts/letter.html", context)
    response["Cache-Control"] = "no-store"
    return response


def factor_taken_by(user: User) -> tuple[str, ...]:
    """Roles for whose accounts he asks that a lost second factor be taken away; another person confirms it."""
    if user.has_perm(MANAGE):
        return tuple(role for role in Role.values if role != Role.CLIENT)
    return (Role.SYSTEM,) if user.has_perm(ROLES) else ()


def resettable_by(user: User) -> tuple[str, ...]:
    """Roles for whose accounts he asks for a code: the system administrator for all, the security one for him."""
    if user.has_perm(MANAGE):
        return CONFIRMED
    return (Role.SYSTEM,) if user.has_perm(ROLES) else ()
