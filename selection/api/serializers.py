"""Shapes of selection in the API."""

from rest_framework import serializers

from selection.elections.models import Election
from selection.tenure.models import Watch
from selection.vacancies.models import Vacancy


class VacancySerializer(serializers.ModelSerializer):
    post_name = serializers.CharField(source="post.__str__", read_only=True)
    division = serializers.CharField(source="post.organization.division_id", read_only=True)

    class Meta:
        model = Vacancy
        fields = (
            "id",
            "post",
            "post_name",
            "division",
            "seat",
            "cause",
            "free_on",
            "wanted_by",
            "stage",
            "opened_on",
            "closed_on",
        )


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
