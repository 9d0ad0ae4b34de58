from rest_framework import serializers

from cadres.shared.api.viewsets import ScopedViewSet
from selection.terms.lists import WATCH_LIST
from selection.terms.models import Watch


class WatchSerializer(serializers.ModelSerializer):
    cadre = serializers.IntegerField(source="tenure.cadre_id", read_only=True)
    post = serializers.IntegerField(source="tenure.post_id", read_only=True)
    division = serializers.CharField(source="tenure.post.organization.division_id", read_only=True)
    vacancy_open = serializers.BooleanField(read_only=True)

    class Meta:
        model = Watch
        fields = (
            "id",
            "tenure",
            "cadre",
            "post",
            "division",
            "kind",
            "due_on",
            "found_on",
            "settled_on",
            "vacancy_open",
        )


class WatchViewSet(ScopedViewSet):
    """Terms that end and rotations that fall due, the settled ones included."""

    definition = WATCH_LIST
    serializer_class = WatchSerializer
    scope = "selection"
