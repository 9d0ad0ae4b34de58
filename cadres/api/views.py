"""Lists and details of the base. Filters are those of the pages."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from cadres.api.serializers import (
    CadreSerializer,
    DivisionSerializer,
    OrganizationSerializer,
    PostSerializer,
    RuleSerializer,
    TenureSerializer,
    TermSerializer,
)
from cadres.conditions import CADRES
from cadres.filters import CadreFilter, DivisionFilter, OrganizationFilter, PostFilter, TenureFilter
from cadres.filters_admin import TermFilter
from cadres.models import Cadre, Division, Organization, Post, Tenure, Term
from cadres.services.protection import open_part
from cadres.services.rulebook import Rulebook, rulebook
from cadres.shared.api import refuse_unknown
from cadres.shared.lawbook import RULES, Rule
from cadres.shared.viewsets import ScopedViewSet, leads_on


class DivisionViewSet(ScopedViewSet):
    """Administrative divisions within the caller's remit, by their 12-digit code."""

    queryset = Division.objects.all()
    serializer_class = DivisionSerializer
    filterset_class = DivisionFilter
    permission, scope = "cadres.view_division", "base"
    sorts = ("code", "name_key")
    default_sort = "pk"
    lookup_value_regex = "[0-9]{12}"


@leads_on(OrganizationSerializer)
class OrganizationViewSet(ScopedViewSet):
    queryset = Organization.objects.all()
    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilter
    permission, scope = "cadres.view_organization", "base"
    sorts = ("name_key",)


class PostViewSet(ScopedViewSet):
    """Posts with their approved number of seats and how many are held today."""

    queryset = Post.objects.all()
    serializer_class = PostSerializer
    filterset_class = PostFilter
    permission, scope = "cadres.view_post", "base"


@leads_on(CadreSerializer)
class CadreViewSet(ScopedViewSet):
    """Cadres without identity number and phone number."""

    queryset = Cadre.objects.all()
    serializer_class = CadreSerializer
    filterset_class = CadreFilter
    permission, scope = "cadres.view_cadre", "base"
    sorts = ("division_id", "name_key", "born_on")
    default_sort = "division_id"  # the rows of any remit lie together
    conditions = CADRES

    def get_object(self) -> Cadre:
        cadre = super().get_object()
        open_part(cadre, "api", by=self.request.user)
        return cadre


class TenureViewSet(ScopedViewSet):
    """Who held which post from when to when."""

    queryset = Tenure.objects.all()
    serializer_class = TenureSerializer
    filterset_class = TenureFilter
    permission, scope = "cadres.view_tenure", "base"
    sorts = ("division",)
    default_sort = "division"


class TermViewSet(ScopedViewSet):
    """Terms of the organizations that are elected anew."""

    queryset = Term.objects.all()
    serializer_class = TermSerializer
    filterset_class = TermFilter
    permission, scope = "cadres.view_organization", "base"


class RuleViewSet(viewsets.ViewSet):
    """Every rule in force, with the setting of the caller's division. A list of fixed length, on one page."""

    permission, scope = "cadres.view_rule", "base"
    lookup_field = "key"
    lookup_value_regex = "[^/]+"
    serializer_class = RuleSerializer

    @extend_schema(operation_id="rules_list", responses=RuleSerializer(many=True))
    def list(self, request: Request) -> Response:
        refuse_unknown(request, ())
        book = book_of(request.user)
        rows = [described(rule, book) for _key, rule in sorted(RULES.items())]
        return Response(RuleSerializer(rows, many=True).data)

    @extend_schema(responses=RuleSerializer)
    def retrieve(self, request: Request, key: str) -> Response:
        refuse_unknown(request, ())
        if key not in RULES:
            raise exceptions.NotFound
        return Response(RuleSerializer(described(RULES[key], book_of(request.user))).data)


def book_of(user: Any) -> Rulebook:
    """Settings of the division that the caller answers for; the national defaults for who has none."""
    remits = list(user.remits.all())
    return rulebook(remits[0].division_id, on=timezone.localdate()) if remits else Rulebook({})


def described(rule: Rule, book: Rulebook) -> dict[str, Any]:
    setting = book.setting(rule.key)
    return {
        "key": rule.key,
        "title": str(rule.title),
        "source": str(rule.source),
        "confidence": rule.confidence,
        "unit": str(rule.unit),
        "default": rule.value,
        "low": rule.low,
        "high": rule.high,
        "value": book.value(rule.key) if rule.value is not None else None,
        "default_action": str(rule.action),
        "action": str(book.action(rule.key)),
        "actions": [str(action) for action in rule.actions],
        "acts_in": str(rule.acts_in),
        "basis": setting.basis if setting else "",
    }
