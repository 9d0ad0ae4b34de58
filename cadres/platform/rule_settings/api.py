from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.shared.api.base import refuse_unknown
from cadres.shared.regulations.catalogue import RULES, Rule


class RuleSerializer(serializers.Serializer):
    """A rule with its source and its present setting for the caller's division."""

    key = serializers.CharField()
    title = serializers.CharField()
    source = serializers.CharField()
    confidence = serializers.ChoiceField(choices=["A", "B", "C"])
    unit = serializers.CharField(allow_blank=True)
    default = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True)
    low = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True)
    high = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True)
    value = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True)
    default_action = serializers.CharField()
    action = serializers.CharField()
    actions = serializers.ListField(child=serializers.CharField())
    acts_in = serializers.CharField(allow_blank=True)
    basis = serializers.CharField(allow_blank=True)


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
        rows = [described(rule, book) for rule in sorted(RULES, key=lambda rule: rule.key)]
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
