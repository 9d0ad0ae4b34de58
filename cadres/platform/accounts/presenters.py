"""Letters with activation codes, and who is shown which button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cadres.platform.accounts.choices import CONFIRMED, Role
from cadres.platform.accounts.models import User
from cadres.platform.accounts.services.activation import LASTS

MANAGE, ROLES = "cadres.manage_accounts", "cadres.manage_roles"


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
