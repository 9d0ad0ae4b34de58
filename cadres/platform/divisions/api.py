"""Shapes of the base's records. Identity numbers, phone numbers and home addresses never leave by the API."""

from rest_framework import serializers

from cadres.platform.divisions.filters import DivisionFilter
from cadres.platform.divisions.models import Division
from cadres.shared.api.viewsets import ScopedViewSet


class DivisionSerializer(serializers.ModelSerializer):
    tier = serializers.CharField(read_only=True, allow_null=True, help_text="Tier of the latest township profile.")

    class Meta:
        model = Division
        fields = ("code", "name", "level", "kind", "parent", "tier")


class DivisionViewSet(ScopedViewSet):
    """Administrative divisions within the caller's remit, by their 12-digit code."""

    queryset = Division.objects.all()
    serializer_class = DivisionSerializer
    filterset_class = DivisionFilter
    permission, scope = "cadres.view_division", "base"
    sorts = ("code", "name_key")
    default_sort = "pk"
    lookup_value_regex = "[0-9]{12}"
