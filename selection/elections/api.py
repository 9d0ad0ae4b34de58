"""Shapes of selection in the API."""

from rest_framework import serializers

from cadres.shared.api.viewsets import MovesMixin, ScopedViewSet
from selection.elections import services
from selection.elections.lists import ELECTION_LIST
from selection.elections.models import Election


class ElectionSerializer(serializers.ModelSerializer):
    post = serializers.IntegerField(read_only=True)
    post_name = serializers.CharField(read_only=True)
    division = serializers.CharField(read_only=True)
    entrants = serializers.IntegerField(read_only=True)

    class Meta:
        model = Election
        fields = (
            "id",
            "vacancy",
            "post",
            "post_name",
            "division",
            "stage",
            "edition",
            "direct_vote",
            "entrants",
            "opened_on",
            "announced_on",
            "registration_from",
            "registration_to",
            "notice_from",
            "notice_until",
            "starts_on",
            "closed_on",
        )


class ElectionViewSet(MovesMixin, ScopedViewSet):
    """Read freely within your remit; change only by making a move."""

    definition = ELECTION_LIST
    serializer_class = ElectionSerializer
    scope = "selection"
    workflow = services.WORKFLOW
    take = services.take
