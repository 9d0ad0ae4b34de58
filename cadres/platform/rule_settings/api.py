from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from cadres.platform.rule_settings.facts import Rulebook
from cadres.platform.rule_settings.forms import OnForm
from cadres.platform.rule_settings.presenters import book_of, in_order
from cadres.shared.api.parameters import refuse_mistyped, refuse_unknown
from cadres.shared.regulations.catalogue import RULES, Number, Rule, Version

ON = OpenApiParameter("on", date, description="As of this day instead of today.")


class NumberField(serializers.DecimalField):
    """A decimal; null for a part of a whole, which ``part`` tells exactly."""

    def __init__(self, **kwargs: Any):
        super().__init__(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True, **kwargs)


class VersionSerializer(serializers.Serializer):
    """A rule between two changes of the nation's law."""

    since = serializers.DateField(allow_null=True, help_text="null: as far back as the program knows")
    until = serializers.DateField(allow_null=True, help_text="that day excluded; null: until further notice")
    value = NumberField()
    part = serializers.CharField(allow_blank=True)
    low = NumberField()
    high = NumberField()
    action = serializers.CharField()
    source = serializers.CharField()


class RuleSerializer(serializers.Serializer):
    """A rule with its source and its setting for the caller's division, as of a day."""

    key = serializers.CharField()
    title = serializers.CharField()
    source = serializers.CharField()
    confidence = serializers.ChoiceField(choices=["A", "B", "C"])
    unit = serializers.CharField(allow_blank=True)
    default = NumberField()
    low = NumberField()
    high = NumberField()
    value = NumberField()
    part = serializers.CharField(allow_blank=True, help_text="the value of a rule that speaks of a part, such as 2/3")
    default_action = serializers.CharField()
    action = serializers.CharField()
    actions = serializers.ListField(child=serializers.CharField())
    acts_in = serializers.CharField(allow_blank=True)
    basis = serializers.CharField(allow_blank=True)
    versions = VersionSerializer(many=True)


class RuleViewSet(viewsets.ViewSet):
    """Every rule in force, with the setting of the caller's division. A list of fixed length, on one page."""

    permission, scope = "cadres.view_rule", "base"
    lookup_field = "key"
    lookup_value_regex = "[^/]+"
    serializer_class = RuleSerializer

    @extend_schema(operation_id="rules_list", parameters=[ON], responses=RuleSerializer(many=True))
    def list(self, request: Request) -> Response:
        book = book_for(request)
        return Response(RuleSerializer([described(rule, book) for rule in in_order()], many=True).data)

    @extend_schema(parameters=[ON], responses=RuleSerializer)
    def retrieve(self, request: Request, key: str) -> Response:
        book = book_for(request)
        if key not in RULES:
            raise exceptions.NotFound
        return Response(RuleSerializer(described(RULES[key], book)).data)


def book_for(request: Request) -> Rulebook:
    """The rules of the day asked for, today's without one."""
    refuse_unknown(request, ("on",))
    if "on" not in request.query_params:
        return book_of(request.user)
    form = OnForm(request.query_params)
    refuse_mistyped(request, form)
    return book_of(request.user, form.fields["on"].clean(request.query_params["on"]))


def described(rule: Rule, book: Rulebook) -> dict[str, Any]:
    setting, national, value = book.setting(rule.key), book.national(rule.key), book.shown(rule.key)
    return {
        "key": rule.key,
        "title": str(rule.title),
        "source": national.source,
        "confidence": rule.confidence,
        "unit": str(rule.unit),
        "default": _whole(national.value),
        "low": national.low,
        "high": national.high,
        "value": _whole(value),
        "part": _part(value),
        "default_action": str(national.action),
        "action": str(book.action(rule.key)),
        "actions": [str(action) for action in rule.actions],
        "acts_in": str(rule.acts_in),
        "basis": setting.basis if setting else "",
        "versions": [_version(one) for one in rule.versions],
    }


def _version(one: Version) -> dict[str, Any]:
    return {
        "since": None if one.since == date.min else one.since,
        "until": one.until,
        "value": _whole(one.value),
        "part": _part(one.value),
        "low": one.low,
        "high": one.high,
        "action": str(one.action),
        "source": one.source,
    }


def _whole(value: Number | None) -> Decimal | None:
    return None if value is None or isinstance(value, Fraction) else Decimal(value)


def _part(value: Number | None) -> str:
    return str(value) if isinstance(value, Fraction) else ""
