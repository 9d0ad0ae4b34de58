"""Refusals (拒绝访问) are kept: who asked for what he may not have, and from where."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from cadres.platform.access_log.services import record_refusal
from cadres.shared.pages.middleware import unavailable


class RefusalMiddleware:
    """Every 403 to somebody who is known stands in the record of readings; a refusal that cannot be kept is a 503.

    The sealed event beside the row has the address of the client (``HistoryMiddleware``, which stands before this).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.FORBIDDEN and request.user.is_authenticated:
            try:
                record_refusal(_subject(request), request.path, by=request.user)
            except DatabaseError:
                return unavailable(request)
        return response


def _subject(request: HttpRequest) -> str:
    """The record that the page is about, without asking whether there is one."""
    match = request.resolver_match
    func = match.func if match else None
    view = getattr(func, "view_class", None) or getattr(func, "cls", None)
    model = getattr(view, "model", None) or getattr(getattr(view, "queryset", None), "model", None)
    if match is None or model is None or not hasattr(model, "_meta") or "pk" not in match.kwargs:
        return ":"
    return f"{model._meta.label_lower}:{match.kwargs['pk']}"[:80]
