from rest_framework import serializers

from cadres.shared.api.viewsets import ScopedViewSet
from training.needs.lists import NEED_LIST
from training.needs.models import Need


class NeedSerializer(serializers.ModelSerializer):
    cadre_name = serializers.CharField(source="cadre.name", read_only=True)

    class Meta:
        model = Need
        fields = ("id", "cadre", "cadre_name", "reason", "topic", "tenure", "due_on", "settled_by")
        read_only_fields = fields


class NeedViewSet(ScopedViewSet):
    """What leaders lack."""

    definition = NEED_LIST
    serializer_class = NeedSerializer
    scope = "training"
    sorts = ("due_on",)
