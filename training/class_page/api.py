from rest_framework import serializers

from cadres.shared.api.viewsets import MovesMixin, ScopedViewSet
from training.classes.filters import SessionFilter
from training.classes.lists import CLASS_LIST
from training.classes.models import Session, TrainingClass
from training.enrolments.services.class_moves import CLASSES, move_class


class ClassSerializer(serializers.ModelSerializer):
    programme_name = serializers.CharField(source="programme.name", read_only=True)
    taken = serializers.IntegerField(read_only=True, help_text="Seats taken.")
    waiting = serializers.IntegerField(read_only=True, help_text="Requests for leave not decided.")

    class Meta:
        model = TrainingClass
        fields = (
            "id",
            "programme",
            "programme_name",
            "division",
            "name",
            "place",
            "starts_on",
            "ends_on",
            "capacity",
            "taken",
            "waiting",
            "stage",
        )
        read_only_fields = fields


class SessionSerializer(serializers.ModelSerializer):
    place = serializers.CharField(source="where", read_only=True)

    class Meta:
        model = Session
        fields = (
            "id",
            "uid",
            "training_class",
            "starts_at",
            "ends_at",
            "topic",
            "lecturer",
            "place",
            "hours",
            "cancelled",
            "updated_at",
        )
        read_only_fields = fields


class ClassViewSet(MovesMixin, ScopedViewSet):
    """Classes with their seats."""

    definition = CLASS_LIST
    serializer_class = ClassSerializer
    scope = "training"
    sorts = ("starts_on", "ends_on")
    workflow = CLASSES
    take = move_class


class SessionViewSet(ScopedViewSet):
    """Sessions of classes, the cancelled ones included."""

    queryset = Session.objects.all()
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    permission = "training.view_class"
    scope = "training"
    sorts = ("starts_at",)
