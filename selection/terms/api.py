from rest_framework import serializers

from cadres.shared.api.viewsets import ScopedViewSet
from selection.terms.filters import WatchFilter
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
    queryset = Watch.objects.all()
    serializer_class = WatchSerializer
    filterset_class = WatchFilter
    permission = "selection.view_watch"
    scope = "selection"
    sorts = ("due_on",)
