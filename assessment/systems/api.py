from rest_framework import serializers

from assessment.systems.lists import SYSTEM_LIST
from assessment.systems.models import Indicator, IndicatorSystem
from cadres.shared.api.viewsets import ScopedViewSet


class IndicatorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Indicator
        fields = ("code", "name", "name_en", "dimension", "horizon", "direction", "unit", "weight", "alpha")
        read_only_fields = fields


class SystemSerializer(serializers.ModelSerializer):
    in_force_from = serializers.DateField(source="in_force.lower", read_only=True, allow_null=True, default=None)
    in_force_until = serializers.DateField(
        source="in_force.upper", read_only=True, allow_null=True, default=None, help_text="First day out of force."
    )
    indicators = IndicatorSerializer(many=True, read_only=True)

    class Meta:
        model = IndicatorSystem
        fields = (
            "id",
            "division",
            "name",
            "version",
            "stage",
            "method",
            "in_force_from",
            "in_force_until",
            "indicators",
        )
        read_only_fields = fields


class SystemViewSet(ScopedViewSet):
    """Indicator systems with their indicators."""

    definition = SYSTEM_LIST
    queryset = IndicatorSystem.objects.prefetch_related("indicators")
    serializer_class = SystemSerializer
    scope = "assessment"
    sorts = ("version",)
