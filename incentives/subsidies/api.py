from rest_framework import serializers

from cadres.shared.api.viewsets import ScopedViewSet
from incentives.subsidies.filters import RateFilter
from incentives.subsidies.models import SubsidyRate


class SubsidyRateSerializer(serializers.ModelSerializer):
    first = serializers.DateField(source="during.lower", read_only=True)
    until = serializers.DateField(
        source="during.upper", read_only=True, allow_null=True, help_text="First day no longer covered."
    )
    in_force = serializers.SerializerMethodField(help_text="Approved by a second person.")

    class Meta:
        model = SubsidyRate
        fields = ("id", "division", "tier", "monthly", "first", "until", "basis", "in_force")
        read_only_fields = fields

    def get_in_force(self, rate: SubsidyRate) -> bool:
        return rate.approved_by_id is not None


class SubsidyRateViewSet(ScopedViewSet):
    """Monthly rates of the township work subsidy by tier."""

    queryset = SubsidyRate.objects.all()
    serializer_class = SubsidyRateSerializer
    filterset_class = RateFilter
    permission = "incentives.view_award"
    scope = "incentives"
