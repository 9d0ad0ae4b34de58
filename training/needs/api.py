from rest_framework import serializers

from cadres.shared.api.viewsets import ScopedViewSet
from training.needs.filters import NeedFilter
from training.needs.models import Need


class NeedSerializer(serializers.ModelSerializer):
    cadre_name = serializers.CharField(source="cadre.name", read_only=True)

    class Meta:
        model = Need
        fields = ("id", "cadre", "cadre_name", "reason", "topic", "tenure", "due_on", "settled_by")
        read_only_fields = fields


class NeedViewSet(ScopedViewSet):
    """What leaders lack."""

    queryset = Need.objects.all()
    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    permission = "training.view_need"
    scope = "training"
    sorts = ("due_on",)
