"""Shapes of the base's records. Identity numbers, phone numbers and home addresses never leave by the API."""

from rest_framework import serializers

from cadres.platform.divisions.lists import DIVISION_LIST
from cadres.platform.divisions.models import Division
from cadres.shared.api.viewsets import ScopedViewSet


class DivisionSerializer(serializers.ModelSerializer):
    tier = serializers.CharField(read_only=True, allow_null=True, help_text="Tier of the latest township profile.")

    class Meta:
        model = Division
        fields = ("code", "name", "level", "kind", "parent", "tier")


class DivisionViewSet(ScopedViewSet):
    """Administrative divisions within the caller's remit, by their 12-digit code."""

    definition = DIVISION_LIST
    serializer_class = DivisionSerializer
    scope = "base"
    lookup_value_regex = "[0-9]{12}"
