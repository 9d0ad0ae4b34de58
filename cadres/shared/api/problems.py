"""Errors of the API as problem details (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import exception_handler

from cadres.shared.errors import RETRY_AFTER, Objection, OutOfDate, Refused, is_unavailable, took_too_long


class MergedInto(Exception):
    """The record asked for is part of another one now, at ``url``."""

    def __init__(self, url: str):
        super().__init__(url)
        self.url = url


def problem_details(error: Exception, context: dict) -> HttpResponse | None:
    """Every error of the API as ``application/problem+json``; refusals list every reason with its article."""
    if (ours := _of_domain_or_database(error)) is not None:
        return ours
    if isinstance(error, MergedInto):
        moved = HttpResponsePermanentRedirect(error.url, preserve_request=True)
        moved["Cache-Control"] = "no-store"  # a merge can be undone
        return moved
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):  # Django's own, which says nothing by itself
        error = exceptions.PermissionDenied(str(error) or None)
    response = exception_handler(error, context)
    if response is None or not isinstance(error, exceptions.APIException):
        return None
    refused = isinstance(error, exceptions.ValidationError)
    extra = {"errors": error.detail} if refused else {"detail": str(error.detail)}
    code = error.default_code.replace("_", "-")
    answer = _problem(response.status_code, title_of(error), code, **extra)
    for name in ("WWW-Authenticate", "Retry-After", "Allow"):
        if name in response:
            answer[name] = response[name]
    return answer


def title_of(error: exceptions.APIException) -> str:
    """What kind of problem it is. Where the library's own title has places to be filled in, ours has none."""
    if isinstance(error, exceptions.MethodNotAllowed):
        return _("This address does not take this method.")
    if isinstance(error, exceptions.UnsupportedMediaType):
        return _("This address does not take this media type.")
    return str(error.default_detail)


def _of_domain_or_database(error: Exception) -> HttpResponse | None:
    if isinstance(error, Refused):
        reasons = [_reason(objection) for objection in error.objections]
        return _problem(status.HTTP_422_UNPROCESSABLE_ENTITY, _("The rules object."), "refused", objections=reasons)
    if isinstance(error, OutOfDate):
        return _problem(status.HTTP_409_CONFLICT, str(error), "out-of-date")
    if isinstance(error, DjangoValidationError | DataError):  # the latter: beyond what a column can hold
        errors = getattr(error, "messages", [])
        return _problem(status.HTTP_400_BAD_REQUEST, _("Bad input."), "invalid", errors=errors)
    if isinstance(error, IntegrityError):
        return _problem(status.HTTP_409_CONFLICT, _("The database refuses this."), "conflict")
    return _of_server(error)


def _of_server(error: Exception) -> HttpResponse | None:
    if took_too_long(error):
        return _later(_("The search takes too long. Narrow it."), "too-long")
    return unavailable() if is_unavailable(error) else None


def unavailable() -> HttpResponse:
    """The database is away: a program comes back by itself."""
    return _later(_("The database does not answer just now. Try again in a few seconds."), "unavailable")


def _later(title: str, kind: str) -> HttpResponse:
    answer = _problem(status.HTTP_503_SERVICE_UNAVAILABLE, title, kind)
    answer["Retry-After"] = RETRY_AFTER
    return answer


def _reason(objection: Objection) -> dict[str, str]:
    reason = {
        "code": objection.code,
        "message": str(objection.message),
        "article": str(objection.article),
        "rule": objection.rule,
        "basis": str(objection.basis),
    }
    return reason | {"url": objection.url} if objection.url else reason


def _problem(code: int, title: str, kind: str, **extra: Any) -> HttpResponse:
    """Always JSON, whatever the address gives otherwise: the description in YAML, an export in CSV."""
    body = {"type": f"urn:problem:{kind}", "title": title, "status": code, **extra}
    return JsonResponse(body, encoder=JSONEncoder, status=code, content_type="application/problem+json")
