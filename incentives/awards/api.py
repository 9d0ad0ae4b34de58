"""Shapes of the incentives in the API."""

from rest_framework import serializers

from cadres.shared.api.viewsets import MovesMixin, ScopedViewSet
from incentives.awards.lists import AWARD_LIST
from incentives.awards.models import Award
from incentives.awards.services.awards import AWARDS, move_award


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


class AwardViewSet(MovesMixin, ScopedViewSet):
    """Awards and where they stand. A recommendation appoints nobody."""

    definition = AWARD_LIST
    serializer_class = AwardSerializer
    scope = "incentives"
    sorts = ("year", "amount")
    workflow = AWARDS
    take = move_award
