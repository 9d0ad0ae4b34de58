"""Every page needs a log-in unless its view says ``login_not_required``; domain errors become pages, never a 500."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import user_logged_out
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.middleware import HistoryMiddleware as LibraryHistory

from cadres.shared.client_address import client_address
from cadres.shared.errors import RETRY_AFTER, OutOfDate, Refused, is_unavailable, took_too_long
from cadres.shared.numbers import key_of
from cadres.shared.pages import drafts

API_PREFIX = "/api/"


class SignInMiddleware(LoginRequiredMiddleware):
    """Closed by default: a view that forgets its permission is still not public. The API answers for itself.

    Django's own, which leads to the log-in page; here what was typed is kept, and htmx led there as a whole page.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        return _to_the_door(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        _keep_private(request, response)
        if getattr(request, "signed_out", False):
            response["Clear-Site-Data"] = '"cache", "storage"'  # cookies stay: language and appearance
        return response


@receiver(user_logged_out)
def _note_signed_out(request: HttpRequest | None = None, **_given: Any) -> None:
    if request is not None:
        request.signed_out = True  # type: ignore[attr-defined]


def is_public(view: Any) -> bool:
    return not getattr(view, "login_required", True)


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """To log in and back. What was typed is kept if the page says whose it is, and shown again to him alone."""
    sent = request.POST if request.method == "POST" and _is_small(request) else {}
    kept = drafts.keep_of_absent(request) is not None if drafts.MARK in sent else False
    typed = kept or drafts.ASKED in sent
    door = redirect_to_login(drafts.address_of(request, draft=drafts.OPEN) if typed else _page_of(request)).url
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(door)
    if drafts.ASKED in sent:
        return render(request, "components/_draft_kept.html", {"absent": True, "kept": kept, "door": door})
    return HttpResponse(status=204, headers={"HX-Redirect": door})


def _is_small(request: HttpRequest) -> bool:
    """What an unknown sends is read only up to the length of a typed form."""
    length = key_of(request.META.get("CONTENT_LENGTH") or "0")
    return length is not None and length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: a fragment belongs to the page that asked for it, with what was typed in a search."""
    current = urlsplit(request.headers.get("HX-Current-URL", ""))
    if current.path and (request.method != "GET" or current.path != request.path):
        return f"{current.path}?{current.query}" if current.query else current.path
    return request.get_full_path()


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """Nobody who comes to this browser later finds pages or files in its store.

    Programs may keep an answer, to ask whether it is still as it was.
    """
    if not response.has_header("Cache-Control"):
        of_program = request.path.startswith(API_PREFIX) and "Authorization" in request.headers
        is_file = response.has_header("Content-Disposition")
        response["Cache-Control"] = "private, no-cache" if of_program and not is_file else "private, no-store"


class FirstMiddleware(MiddlewareMixin):
    """What comes before anything else: until it is done, the pages that do it are the only ones that open.

    Whose password is over or was made by somebody else changes it; whose role needs a second factor sets one up.
    """

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        first = _first_of(request.user)
        if first is None:
            return None
        if request.path.startswith(API_PREFIX):
            detail = _("Log in with a browser once; the page that opens does it.")
            body = {"type": f"urn:problem:{first.problem}", "title": str(first.title), "status": 403, "detail": detail}
            return JsonResponse(body, status=403, content_type="application/problem+json")
        opened = request.resolver_match and request.resolver_match.view_name
        if is_public(view) or opened in (*first.pages, *WAYS_OUT):
            return None
        door = reverse(first.pages[0])
        messages.info(request, str(first.title))
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": door})
        return HttpResponseRedirect(door)


@dataclass(frozen=True)
class First:
    """``pages``: those that do it, the one to be led to first."""

    problem: str
    title: str | Promise
    pages: tuple[str, ...]


WAYS_OUT = ("account_logout", "cadres:session_left")
GIVEN = First("password", gettext_lazy("Choose a password of your own first."), ("account_change_password",))
OVER = First(
    "password", gettext_lazy("Your password is over. Choose another one first."), ("account_change_password",)
)
FACTOR = First(
    "second-factor",
    gettext_lazy("Your role needs a second factor. Set it up first."),
    ("mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"),
)


def _first_of(user: Any) -> First | None:
    if getattr(user, "needs_new_password", False):
        return GIVEN if user.must_change_password else OVER
    return FACTOR if getattr(user, "lacks_second_factor", False) else None


class DomainErrorMiddleware:
    """Turns a refusal that a page did not show beside its form into a page that tells every reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OutOfDate):
            messages.warning(request, _("Somebody else has just changed this record. Here is its present state."))
            return HttpResponseRedirect(request.path if request.method == "GET" else request.get_full_path())
        if isinstance(exception, Refused):
            context = {"objections": exception.objections}
            return render(request, "refused.html", context, status=409)
        if request.method == "GET" and took_too_long(exception):
            page = render(request, "too_long.html", status=503)
            page["Retry-After"] = RETRY_AFTER
            return page
        if is_unavailable(exception):
            return unavailable(request)
        if isinstance(exception, Http404) and (url := _where_merged(request)):
            text = _("The record you asked for has been merged into this one. Nothing was saved in the old one.")
            notice = text if request.method == "POST" else _("The record you asked for has been merged into this one.")
            messages.info(request, notice)
            return HttpResponseRedirect(url)
        return None


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page that needs no database, for when that is away or too busy: a 503 after which all goes on by itself."""
    context = {"again": request.get_full_path() if request.method == "GET" else None}
    page = get_template("unavailable.html").render(context)
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})


def _where_merged(request: HttpRequest) -> str | None:
    """The same page of the record that a merged one is part of now, if the page's model knows merging."""
    match = request.resolver_match
    model = getattr(getattr(match and match.func, "view_class", None), "model", None)
    rows = getattr(model, "objects", None)
    if match is None or rows is None or "pk" not in match.kwargs or not hasattr(rows, "now_part_of"):
        return None
    pk = rows.now_part_of(request.user, match.kwargs["pk"])
    return pk and reverse(match.view_name, kwargs={**match.kwargs, "pk": pk})


class HistoryMiddleware(LibraryHistory):
    """What the database knows of a request while it writes: who, which page, and from which address."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "address": client_address(request)}
