"""Base classes of the API's views: scoped reads, and moves."""

from typing import Any

from django.http import Http404
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import exceptions, serializers, viewsets
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from cadres.shared.api.problems import MergedInto
from cadres.shared.api.readings import record_given
from cadres.shared.lists.conditions import ConditionSet
from cadres.shared.lists.definition import ListDefinition
from cadres.shared.pages import reauthentication
from cadres.shared.recusal import listed_to, refuse_reading


class ScopedViewSet(viewsets.ReadOnlyModelViewSet):
    """Lists and details within the caller's reach.

    Declare ``definition`` (the list of the page: its model, filter, permission, conditions and sorts hold here too),
    ``serializer_class``, ``scope``. Without a list of its own: ``queryset``, ``filterset_class``, ``permission``, and
    ``sorts`` (the non-null fields a list may be sorted by). What the API wants otherwise than the page, it declares.

    Not taken over are the rows and the order of the page, which suit a reader: where the queryset has ``for_api``, it
    brings what the serializer shows and no more, else ``for_list`` is read; and a program gets them by key.
    """

    definition: ListDefinition | None = None
    scope: str
    default_sort = "pk"
    lookup_value_regex = "[0-9]+"

    @classproperty
    def permission(cls) -> str | None:  # noqa: N805 -- the class is what it is asked of
        return cls.definition.permission if cls.definition else None

    @classproperty
    def queryset(cls) -> Any:  # noqa: N805
        return cls.definition.model.objects.all() if cls.definition else None

    @classproperty
    def filterset_class(cls) -> Any:  # noqa: N805
        return cls.definition.filterset_class if cls.definition else None

    @classproperty
    def conditions(cls) -> ConditionSet | None:  # noqa: N805
        return cls.definition.conditions if cls.definition else None

    @classproperty
    def sorts(cls) -> tuple[str, ...]:  # noqa: N805
        return tuple(cls.definition.sorts.values()) if cls.definition else ()

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return queryset.none()
        rows = queryset.visible_to(self.request.user)
        if self.action == "list":
            rows = listed_to(rows, self.request.user)
        for name in ("for_api", "for_list"):
            if hasattr(rows, name):
                return getattr(rows, name)()
        return rows

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of the list; what it tells of persons stands on record before it leaves."""
        answer = super().list(request, *args, **kwargs)
        record_given(request, self.queryset.model, len(answer.data["results"]))
        return answer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().retrieve(request, *args, **kwargs)
        record_given(request, self.queryset.model, 1)
        return answer

    def get_object(self) -> Any:
        """The record; that of a merged one leads to the one that stays, as far as the caller reaches."""
        try:
            record = super().get_object()
        except Http404:
            rows = self.queryset
            if hasattr(rows, "now_part_of") and (pk := rows.now_part_of(self.request.user, self.kwargs["pk"])):
                match = self.request.resolver_match
                kwargs = {**match.kwargs, "pk": pk}
                raise MergedInto(reverse(match.view_name, kwargs=kwargs, request=self.request)) from None
            raise
        refuse_reading(self.request.user, record)
        return record


def leads_on(serializer: Any) -> Any:
    """Decorates the view set of a model whose records may be merged, so that the description tells the redirect."""
    text = "Merged into another record, whose address `Location` is. Keep its number instead of the old one."
    location = OpenApiParameter("Location", OpenApiTypes.URI, OpenApiParameter.HEADER, response=[308])
    responses = {200: serializer, 308: OpenApiResponse(description=text)}
    return extend_schema_view(retrieve=extend_schema(responses=responses, parameters=[location]))


MOVE_FIELDS = frozenset({"seen_stage", "reason"})  # fields of a move's form that stand in the body itself


class MoveSerializer(serializers.Serializer):
    """One move: its name, the stage the caller saw, a reason, and what the move needs."""

    move = serializers.CharField(max_length=40)
    seen_stage = serializers.CharField(max_length=24, required=False, default="", allow_blank=True)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)
    data = serializers.DictField(required=False, default=dict)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A mistyped name is refused, as in an address: a reason that went astray would be missing on record."""
        if unknown := sorted(set(self.initial_data) - set(self.fields)):
            nothing, what = _("There is no such parameter here."), _("There are: %s.") % ", ".join(sorted(self.fields))
            raise exceptions.ValidationError({name: [f"{nothing} {what}"] for name in unknown})
        return attrs


def _as_sent(errors: Any) -> dict[str, Any]:
    """The errors of a move's form under the names in the body: its own fields are sent in ``data``."""
    here = {name: texts for name, texts in errors.items() if name in MOVE_FIELDS}
    inside = {name: texts for name, texts in errors.items() if name not in MOVE_FIELDS}
    return {**here, "data": inside} if inside else here


class MovesMixin:
    """Adds ``POST …/moves/``. Declare ``workflow`` and ``take``, as for the page (``MovePage``)."""

    workflow: Any
    take: Any
    get_object: Any
    get_serializer: Any

    @extend_schema(request=MoveSerializer)
    @action(detail=True, methods=["post"], url_path="moves")
    def moves(self, request: Request, **_kwargs: Any) -> Response:
        record = self.get_object()
        asked = MoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        if wish["move"] not in self.workflow:
            names = ", ".join(move.name for move in self.workflow.moves)
            raise exceptions.ValidationError({"move": [_("Choose one of: %s.") % names]})
        move = self.workflow[wish["move"]]
        in_browser = isinstance(request.successful_authenticator, SessionAuthentication)
        if move.asks_again and in_browser and reauthentication.is_asked(request):
            raise exceptions.PermissionDenied(_("Confirm on a page that it is you, then do it again."))
        form_class = move.form_class
        if unknown := wish["data"].keys() - form_class.base_fields.keys():
            text = _("This move takes no %(names)s.") % {"names": ", ".join(sorted(unknown))}
            takes = sorted(form_class.base_fields.keys() - MOVE_FIELDS)
            exist = _("There are: %s.") % ", ".join(takes) if takes else _("It takes nothing in “data”.")
            raise exceptions.ValidationError({"data": [f"{text} {exist}"]})
        extra = {"record": record} if getattr(form_class, "wants_record", False) else {}
        values = {**wish["data"], "seen_stage": wish["seen_stage"], "reason": wish["reason"]}
        form = form_class(data=values, **extra)
        if not form.is_valid():
            raise exceptions.ValidationError(_as_sent(form.errors))
        type(self).take(record, wish["move"], by=request.user, **form.cleaned_data)
        return Response(self.get_serializer(self.get_object()).data)
