from rest_framework import serializers

from cadres.registry.tenures.lists import TENURE_LIST
from cadres.registry.tenures.models import Tenure
from cadres.shared.api.viewsets import ScopedViewSet


class TenureSerializer(serializers.ModelSerializer):
    cadre_name = serializers.CharField(read_only=True)
    post_name = serializers.CharField(read_only=True)
    division = serializers.CharField(read_only=True)
    held_from = serializers.DateField(source="held.lower", read_only=True)
    held_until = serializers.DateField(
        source="held.upper", read_only=True, allow_null=True, help_text="First day no longer held; null while held."
    )

    class Meta:
        model = Tenure
        fields = (
            "id",
            "cadre",
            "cadre_name",
            "post",
            "post_name",
            "division",
            "seat",
            "held_from",
            "held_until",
            "start_basis",
            "start_document",
            "end_reason",
            "end_document",
        )


class TenureViewSet(ScopedViewSet):
    """Who held which post from when to when."""

    definition = TENURE_LIST
    serializer_class = TenureSerializer
    scope = "base"
    sorts = ("division",)
    default_sort = "division"
