from rest_framework import serializers

from cadres.shared.api.viewsets import ScopedViewSet
from training.programmes.lists import PROGRAMME_LIST
from training.programmes.models import Programme


class ProgrammeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Programme
        fields = ("id", "division", "name", "audience", "form", "induction", "topics")
        read_only_fields = fields


class ProgrammeViewSet(ScopedViewSet):
    """Training programmes: for whom, in which form, on what."""

    definition = PROGRAMME_LIST
    serializer_class = ProgrammeSerializer
    scope = "training"
