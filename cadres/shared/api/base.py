"""What every API view shares: tokens with scopes and keyset pages. Named in the settings."""

from collections.abc import Iterable
from typing import Any

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
from rest_framework.request import Request
from rest_framework.response import Response

from cadres.shared.lists.conditions import ConditionSet, read
from cadres.shared.lists.keyset import BadCursor, paginate

DEFAULT_SIZE, LARGEST_SIZE = 100, 1000
WHERE = "where"
WHERE_HELP = (
    "Conditions as the page has them in its address: `age.min.40~sex.is.2`. Rows `condition.operator.value` "
    "(with `.detail` where there is one) are joined by `~`, groups by `~~`; `or` in front of either joins by or."
)
SCOPES = ("base", "selection", "training", "assessment", "incentives")


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


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """A mistyped filter must not silently return everything."""
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        raise exceptions.ValidationError({name: [_("There is no such parameter here.")] for name in unknown})


class StrictFilterBackend(DjangoFilterBackend):
    """The filterset of the pages; a list refuses any parameter it does not know, naming it."""

    def get_filterset_kwargs(self, request: Request, queryset: Any, view: Any) -> dict[str, Any]:
        return {"data": request.query_params, "queryset": queryset, "user": request.user}

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        if getattr(view, "action", "list") != "list":
            refuse_unknown(request, ())
            return queryset
        filterset = self.get_filterset(request, queryset, view)
        known = set() if filterset is None else parameter_names(filterset.form)
        where = [WHERE] if getattr(view, "conditions", None) else []
        refuse_unknown(request, {*known, *KeysetPagination.parameters, *where})
        return super().filter_queryset(request, queryset, view)


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
            scope = condition.permission.partition(".")[0] if condition else ""
            if scope not in ("", "cadres", *request.auth.scopes):
                faults.append(f"“{row}”: " + _('This token lacks the scope "%s".') % scope)
    if faults or not wanted:
        raise exceptions.ValidationError({WHERE: faults or [_("This condition is not known.")]})
    try:
        return conditions.where(wanted, request.user)
    except ValidationError as error:
        raise exceptions.ValidationError({WHERE: error.messages}) from error


def parameter_names(form: Any) -> set[str]:
    """Names of a filter form's fields; a range has one for each end."""
    names = set()
    for name, field in form.fields.items():
        suffixed = getattr(field.widget, "suffixed", None)
        if suffixed is None:
            names.add(name)
        else:
            names |= {suffixed(name, suffix) for suffix in field.widget.suffixes}
    return names


class KeysetPagination(BasePagination):
    """``?cursor=…&limit=…``; the answer carries ``next`` and ``previous`` as whole addresses."""

    parameters = ("cursor", "limit", "sort")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list:
        self.request = request
        try:
            size = max(1, min(int(request.query_params.get("limit", DEFAULT_SIZE)), LARGEST_SIZE))
        except ValueError as error:
            raise exceptions.ValidationError({"limit": [_("A whole number is needed.")]}) from error
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
        if asked.lstrip("-") not in sorts:
            raise exceptions.ValidationError({"sort": [_("Sort by one of: %s.") % ", ".join(sorts)]})
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
        ways = [*sorts, *(f"-{name}" for name in sorts)]
        parameters = [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}},
            {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE},
            },
        ]
        if ways:
            parameters.append({"name": "sort", "in": "query", "schema": {"type": "string", "enum": ways}})
        return parameters
