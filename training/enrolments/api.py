"""Shapes of training in the API."""

from rest_framework import serializers

from cadres.shared.api.viewsets import MovesMixin, ScopedViewSet
from training.enrolments.lists import ENROLMENT_LIST
from training.enrolments.models import Enrolment
from training.enrolments.services.enrolments import ENROLMENTS, move_enrolment


class EnrolmentSerializer(serializers.ModelSerializer):
    cadre_name = serializers.CharField(source="cadre.name", read_only=True)
    class_name = serializers.CharField(source="training_class.name", read_only=True)

    class Meta:
        model = Enrolment
        fields = (
            "id",
            "training_class",
            "class_name",
            "cadre",
            "cadre_name",
            "need",
            "seat",
            "stage",
            "hours",
            "called_at",
            "updated_at",
        )
        read_only_fields = fields


class EnrolmentViewSet(MovesMixin, ScopedViewSet):
    """Call-ups and how they went."""

    definition = ENROLMENT_LIST
    serializer_class = EnrolmentSerializer
    scope = "training"
    sorts = ()
    workflow = ENROLMENTS
    take = move_enrolment
