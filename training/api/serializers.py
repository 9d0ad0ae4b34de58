"""Shapes of training in the API."""

from rest_framework import serializers

from training.models import Enrolment, Need, Programme, Session, TrainingClass


class ProgrammeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Programme
        fields = ("id", "division", "name", "audience", "form", "induction", "topics")
        read_only_fields = fields


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


class NeedSerializer(serializers.ModelSerializer):
    cadre_name = serializers.CharField(source="cadre.name", read_only=True)

    class Meta:
        model = Need
        fields = ("id", "cadre", "cadre_name", "reason", "topic", "tenure", "due_on", "settled_by")
        read_only_fields = fields


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
