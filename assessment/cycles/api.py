from rest_framework import serializers

from assessment.cycles.filters import ValueFilter
from assessment.cycles.models import Value
from cadres.shared.api.viewsets import ScopedViewSet


class ValueSerializer(serializers.ModelSerializer):
    year = serializers.IntegerField(read_only=True)
    division_name = serializers.CharField(read_only=True)
    indicator_code = serializers.CharField(read_only=True)
    unit = serializers.CharField(read_only=True)

    class Meta:
        model = Value
        fields = (
            "id",
            "cycle",
            "year",
            "division",
            "division_name",
            "indicator_code",
            "number",
            "unit",
            "note",
            "entered_at",
        )
        read_only_fields = fields


class ValueViewSet(ScopedViewSet):
    """Indicator values with their source."""

    queryset = Value.objects.all()
    serializer_class = ValueSerializer
    filterset_class = ValueFilter
    permission = "assessment.view_cycle"
    scope = "assessment"
