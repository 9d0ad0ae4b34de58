"""The home page, the state of the system, and the choice of light or dark."""

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views import View, defaults
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from cadres.models import Notice, Tenure, Term, User
from cadres.platform.accounts.choices import Role
from cadres.platform.notices import points as notices
from cadres.platform.notices.todo import DATED
from cadres.shared.api import problems
from cadres.shared.errors import is_unavailable
from cadres.shared.files import scanner
from cadres.shared.pages.menu import TILES
from cadres.shared.pages.middleware import unavailable
from cadres.shared.pages.overview import cards_for, first_step
from cadres.shared.pages.records import Guarded
from cadres.shared.pages.todo import DueList, lists_for
from cadres.shared.pages.week import agenda, happening_for
from cadres.shared.scope import wider_than_county
from config import health
from config.context import APPEARANCE
from training.models import Enrolment, Session

API = "/api/"
A_YEAR = 60 * 60 * 24 * 365
SESSIONS_SHOWN, NOTICES_SHOWN = 4, 5


class HomePage(View):
    """What is due, for the person who looks; the administrators' own tiles; a leader's own affairs, for a phone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        today = timezone.localdate()
        if user.role == Role.TOWNSHIP:
            return render(request, "home_township.html", own_affairs(user, today))
        if not user.sees_business:
            return render(
                request, "home_administrator.html", {"lists": due_lists(user, today), "tiles": list(tiles(user))}
            )
        return render(request, "home.html", county(user, today))


class HealthPage(Guarded):
    """What ``/healthz`` tells machines, for the system administrator."""

    permission = "cadres.view_health"

    def get(self, request: HttpRequest) -> HttpResponse:
        names = {
            "database": _("Database"),
            "keys": _("Keys of encrypted columns"),
            "broker": _("Broker"),
            "worker": _("Worker"),
            "beat": _("Beat"),
        }
        found = health.parts()
        shown = [(label, found[name][0] == health.UP, found[name][1]) for name, label in names.items()]
        up = found["database"][0] == health.UP
        questions = {"backlog": health.ask_outbox, "record": health.ask_record, "accounts": health.ask_roles}
        told = {name: ask() for name, ask in questions.items()} if up else {}
        return render(request, "health.html", {"parts": shown, "scanner": scanner.read_standing(), **told})


def due_lists(user: User, today: date) -> list[DueList]:
    """What each noun has to be done, late things first."""
    return sorted(lists_for(user, today), key=lambda one: not any(task.late for task in one.items))


def county(user: User, today: date) -> dict[str, Any]:
    """What is due; a leader sees the county, the staff their week and the charts they work by."""
    lists = due_lists(user, today)
    at_work = user.role != Role.LEADER
    cards = cards_for(user, today, at_work=at_work)
    return {
        "lists": lists,
        "week": agenda([*lists, *happening_for(user, today)], today) if at_work else None,
        "at_work": at_work,
        "cards": cards,
        "wide": wider_than_county(user.code_ranges),
        "first": None if cards else first_step(user),
    }


def own_affairs(user: User, today: date) -> dict[str, Any]:
    tenures = list(Tenure.objects.visible_to(user).held_on(today).for_list())
    posts = [tenure.post.organization_id for tenure in tenures]
    terms = {term.organization_id: term for term in Term.objects.running_on(today).filter(organization__in=posts)}
    for tenure in tenures:
        term = terms.get(tenure.post.organization_id)
        tenure.term_ends = term.period.upper if term else None
    called = Enrolment.objects.visible_to(user).expected().values("training_class")
    coming = Session.objects.held().filter(training_class__in=called, ends_at__gte=timezone.now())
    waiting = list(Notice.objects.visible_to(user).unsettled()[:NOTICES_SHOWN])
    for notice in waiting:
        notice.text = notices.text_of(notice.kind, notice.params)
    return {
        "lists": lists_for(user, today, without=[DATED]),  # notices have their own place on the page
        "tenures": tenures,
        "sessions": coming.for_list().order_by("starts_at", "pk")[:SESSIONS_SHOWN],
        "notices": waiting,
    }


def tiles(user: User) -> Iterator[dict[str, Any]]:
    for tile in TILES:
        if user.has_perm(tile.permission):
            yield {"url": reverse(tile.url_name), "icon": tile.icon, "title": tile.label, "text": tile.text}


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """What failed below ``/api/`` is told to a program, elsewhere to a person; neither learns what went wrong.

    A database that is away is noticed first where sessions are read, before any view.
    """
    if is_unavailable(sys.exception()):
        return problems.unavailable() if request.path.startswith(API) else unavailable(request)
    if not request.path.startswith(API):
        return defaults.server_error(request)
    body = {"type": "urn:problem:server-error", "title": _("The server failed. It was recorded."), "status": 500}
    return JsonResponse(body, status=500, content_type="application/problem+json")


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark, close or roomy rows in a cookie: the next page is drawn right from its first byte."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, choices in APPEARANCE.items():
        if name not in request.POST:
            continue
        if (chosen := request.POST[name]) in choices:
            response.set_cookie(name, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
        else:
            response.delete_cookie(name, samesite="Lax")
    return response
