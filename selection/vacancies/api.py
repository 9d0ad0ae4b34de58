from rest_framework import serializers

from cadres.shared.api.viewsets import MovesMixin, ScopedViewSet
from selection.vacancies import services as vacancy_services
from selection.vacancies.lists import VACANCY_LIST
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


class VacancyViewSet(MovesMixin, ScopedViewSet):
    """Seats that must be filled, and how far they are."""

    definition = VACANCY_LIST
    serializer_class = VacancySerializer
    scope = "selection"
    workflow = vacancy_services.WORKFLOW
    take = vacancy_services.take
