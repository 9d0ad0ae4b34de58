"""The home page, and the choice of light or dark."""

from collections.abc import Iterator
from importlib import import_module

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_POST

from cadres.choices import Role
from cadres.models import Notice, Tenure, User
from cadres.shared.due import DueList
from config.context import THEME_COOKIE, THEMES

A_YEAR = 60 * 60 * 24 * 365
APPS = ("selection", "training", "assessment", "incentives", "cadres")  # in the order of urgency for the office

TILES = (
    ("cadres:account_list", "cadres.manage_accounts", "people", _("Accounts"), _("Open, close and reset accounts.")),
    (
        "cadres:health",
        "cadres.view_health",
        "heart",
        _("State of the system"),
        _("Database, broker, worker, beat."),
    ),
    ("cadres:role_list", "cadres.manage_roles", "shield", _("Roles of accounts"), _("Give each account its role.")),
    ("cadres:token_list", "cadres.manage_tokens", "key", _("API tokens"), _("Make and revoke tokens of clients.")),
    ("cadres:matrix", "cadres.view_matrix", "rules", _("Who may do what"), _("Every permission of every role.")),
    ("cadres:audit_list", "cadres.view_audit", "audit", _("Audit trail"), _("Who changed what, and when.")),
)


class HomePage(View):
    """What is due, for the person who looks; the administrators' own tiles; a leader's own affairs, for a phone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        today = timezone.localdate()
        if user.role == Role.TOWNSHIP:
            return render(request, "home_township.html", self.township(user))
        if not user.sees_business:
            return render(request, "home_administrator.html", {"tiles": list(tiles(user))})
        return render(request, "home.html", {"lists": due_lists(user, today)})

    def township(self, user: User) -> dict:
        today = timezone.localdate()
        return {
            "lists": due_lists(user, today),
            "tenures": Tenure.objects.visible_to(user).held_on(today).for_list(),
            "notices": Notice.objects.visible_to(user).unsettled()[:5],
        }


def due_lists(user: User, today) -> list[DueList]:
    found: list[DueList] = []
    for name in APPS:
        try:
            due = import_module(f"{name}.due")
        except ModuleNotFoundError:
            continue
        found += [one for one in due.due_lists(user, today) if one.items]
    return found


def tiles(user: User) -> Iterator[dict]:
    for name, permission, icon, title, text in TILES:
        if user.has_perm(permission):
            try:
                yield {"url": reverse(name), "icon": icon, "title": title, "text": text}
            except NoReverseMatch:
                continue


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie, so that the next page is drawn right from its first byte."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(THEME_COOKIE)
    return response
