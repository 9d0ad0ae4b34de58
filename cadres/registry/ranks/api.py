from rest_framework import serializers

from cadres.registry.ranks.filters import RankFilter
from cadres.registry.ranks.models import RankRecord
from cadres.shared.api.viewsets import ScopedViewSet


class RankSerializer(serializers.ModelSerializer):
    cadre_name = serializers.CharField(read_only=True)
    division = serializers.CharField(read_only=True)

    class Meta:
        model = RankRecord
        fields = ("id", "cadre", "cadre_name", "division", "ladder", "rank", "since", "until", "basis", "document")


class RankViewSet(ScopedViewSet):
    """Who held which level of leading posts or which rank from when to when."""

    queryset = RankRecord.objects.all()
    serializer_class = RankSerializer
    filterset_class = RankFilter
    permission, scope = "cadres.view_cadre", "base"
    sorts = ("division",)
    default_sort = "division"
