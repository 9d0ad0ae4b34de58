"""Shapes of the incentives in the API."""

from rest_framework import serializers

from incentives.models import Award, SubsidyRate


class AwardSerializer(serializers.ModelSerializer):
    cadre_name = serializers.CharField(source="cadre.name", read_only=True)

    class Meta:
        model = Award
        fields = (
            "id",
            "cadre",
            "cadre_name",
            "kind",
            "year",
            "score",
            "ground",
            "amount",
            "stage",
            "proposed_at",
            "approved_on",
            "granted_on",
            "document",
        )
        read_only_fields = fields


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
