"""What every API view shares: tokens with scopes and keyset pages. Named in the settings."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework import exceptions
from rest_framework.filters import BaseFilterBackend
from rest_framework.pagination import BasePagination
from rest_framework.permissions import BasePermission
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from cadres.shared.api.parameters import parameter_names, refuse_mistyped, refuse_unknown
from cadres.shared.api.readings import is_personal
from cadres.shared.lists.conditions import ConditionSet, read
from cadres.shared.lists.keyset import BadCursor, paginate

DEFAULT_SIZE, LARGEST_SIZE = 100, 1000  # of a program
LONGEST = 10  # signs of a number that is worth reading
WHERE = "where"
WHERE_HELP = (
    "Conditions as the page has them in its address: `age.min.40~sex.is.2`. Rows `condition.operator.value` "
    "(with `.detail` where there is one) are joined by `~`, groups by `~~`; `or` in front of either joins by or."
)
BASE = "base"  # the scope of the app "cadres"
SCOPES = (BASE, "selection", "training", "assessment", "incentives")


class TokenAuthentication(KnoxAuthentication):
    """``Authorization: Token …``; the token's scopes travel on ``request.auth``.

    Expired tokens are refused but kept, so that the list of tokens shows them. The day of last use is written at
    most once a day, so that reading costs no write.
    """

    def authenticate_credentials(self, token: bytes) -> tuple[Any, Any]:
        if not token.isalnum():  # also what is no UTF-8 or holds a NUL byte
            raise exceptions.AuthenticationFailed(_("This token is unknown, expired or revoked."))
        try:
            user, used = super().authenticate_credentials(token)
        except exceptions.AuthenticationFailed as error:
            raise exceptions.AuthenticationFailed(_("This token is unknown, expired or revoked.")) from error
        today = timezone.localdate()
        if used.last_used_on != today:
            type(used).objects.filter(pk=used.pk).update(last_used_on=today)
        return user, used

    def _cleanup_token(self, auth_token: Any) -> bool:
        """Says whether the token has expired; deletes nothing."""
        return auth_token.expiry is None or auth_token.expiry <= timezone.now()


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema describes the tokens."""

    target_class = "cadres.shared.api.base.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token …"}


class MayCall(BasePermission):
    """Needs the view's ``permission`` and, with a token, that its scope covers the view's ``scope``."""

    def has_permission(self, request: Request, view: Any) -> bool:
        user = request.user
        if not user or not user.is_authenticated:
            return False
        needed = getattr(view, "permission", None)
        if needed is None or not user.has_perm(needed):
            return False
        if request.auth is not None and view.scope not in request.auth.scopes:
            self.message = _('This token lacks the scope "%s".') % view.scope
            return False
        return True


class StrictFilterBackend(DjangoFilterBackend):
    """The filterset of the pages; a list refuses any parameter it does not know, naming it."""

    def get_filterset_kwargs(self, request: Request, queryset: Any, view: Any) -> dict[str, Any]:
        return {"data": request.query_params, "queryset": queryset, "user": request.user}

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        if getattr(view, "action", "list") != "list":
            refuse_unknown(request, ())
            return queryset
        where = [WHERE] if getattr(view, "conditions", None) else []
        return self.filtered(request, queryset, view, {*KeysetPagination.parameters_of(view), *where})

    def filtered(self, request: Request, queryset: Any, view: Any, more: Iterable[str] = ()) -> Any:
        """The rows that fit, for a view that takes the filter and ``more`` parameters."""
        filterset = self.get_filterset(request, queryset, view)
        refuse_unknown(request, {*(parameter_names(filterset.form) if filterset else ()), *more})
        if filterset is None:
            return queryset
        refuse_mistyped(request, filterset.form)
        if not filterset.is_valid():
            raise exceptions.ValidationError(filterset.errors)
        return filterset.qs


class ConditionFilterBackend(BaseFilterBackend):
    """``?where=`` of the pages, for lists that name ``conditions``."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        conditions = getattr(view, "conditions", None)
        text = request.query_params.get(WHERE, "")
        return queryset.filter(_condition(conditions, text, request)) if conditions and text else queryset

    def get_schema_operation_parameters(self, view: Any) -> list[dict]:
        if getattr(view, "conditions", None) is None:
            return []
        return [{"name": WHERE, "in": "query", "schema": {"type": "string"}, "description": WHERE_HELP}]


def _condition(conditions: ConditionSet, text: str, request: Request) -> Q:
    """What ``?where=`` asks for. Raises ``ValidationError`` with everything that is not understood or not allowed."""
    wanted = read(text)
    faults = conditions.faults(wanted, request.user)
    if request.auth is not None:
        for row in wanted.rows():
            condition = conditions.open_to(request.user, row.key)
            app = condition.permission.partition(".")[0] if condition else ""
            scope = BASE if app == "cadres" else app
            if scope and scope not in request.auth.scopes:
                faults.append(f"“{row}”: " + _('This token lacks the scope "%s".') % scope)
    if faults or not wanted:
        raise exceptions.ValidationError({WHERE: faults or [_("This condition is not known.")]})
    try:
        return conditions.where(wanted, request.user)
    except ValidationError as error:
        raise exceptions.ValidationError({WHERE: error.messages}) from error


class CsvRenderer(BaseRenderer):
    """Lets a client ask for ``text/csv`` where the view streams it itself; draws nothing."""

    media_type, format, charset = "text/csv", "csv", "utf-8"

    def render(self, data: Any, *_args: Any, **_kwargs: Any) -> Any:
        return data


class KeysetPagination(BasePagination):
    """``?cursor=…&limit=…``; the answer carries ``next`` and ``previous`` as whole addresses."""

    @staticmethod
    def parameters_of(view: Any) -> tuple[str, ...]:
        return ("cursor", "limit", "sort") if getattr(view, "sorts", ()) else ("cursor", "limit")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list:
        self.request = request
        for name in self.parameters_of(view):
            if len(request.query_params.getlist(name)) > 1:
                raise exceptions.ValidationError({name: [_("This parameter takes one value.")]})
        largest = LARGEST_SIZE if request.auth is not None or not is_personal(queryset.model) else settings.PAGE_SIZE
        asked = request.query_params.get("limit", str(min(DEFAULT_SIZE, largest)))
        size = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < LONGEST else 0
        if not 1 <= size <= largest:  # cut in silence, a client would take the first thousand for everything
            raise exceptions.ValidationError({"limit": [_("A whole number from 1 to %d is needed.") % largest]})
        order = self._order(request, view)
        try:
            self.page = paginate(queryset, order=order, size=size, cursor=request.query_params.get("cursor"))
        except BadCursor as error:
            raise exceptions.ValidationError({"cursor": [_("This cursor was not made by this list.")]}) from error
        return self.page.rows

    def _order(self, request: Request, view: Any) -> str:
        asked = request.query_params.get("sort", "")
        if not asked:
            return getattr(view, "default_sort", "pk")
        sorts = getattr(view, "sorts", ())
        if asked.removeprefix("-") not in sorts:
            raise exceptions.ValidationError({"sort": [_("Sort by one of: %s.") % ", ".join(ways(sorts))]})
        return asked

    def _address(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return f"{self.request.build_absolute_uri(self.request.path)}?{query.urlencode()}"

    def get_paginated_response(self, data: list) -> Response:
        return Response(
            {"next": self._address(self.page.next), "previous": self._address(self.page.previous), "results": data}
        )

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict]:
        sorts = getattr(view, "sorts", ())
        parameters: list[dict] = [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}},
            {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE},
            },
        ]
        if sorts:
            schema = {"type": "string", "enum": ways(sorts)}
            parameters.append({"name": "sort", "in": "query", "schema": schema})
        return parameters


def ways(sorts: Iterable[str]) -> list[str]:
    """Each field rising, then each falling."""
    sorts = list(sorts)
    return [*sorts, *(f"-{name}" for name in sorts)]
