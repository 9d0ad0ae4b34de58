from rest_framework import serializers

from cadres.shared.api.viewsets import MovesMixin, ScopedViewSet
from selection.vacancies import services as vacancy_services
from selection.vacancies.filters import VacancyFilter
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
    queryset = Vacancy.objects.all()
    serializer_class = VacancySerializer
    filterset_class = VacancyFilter
    permission = "selection.view_vacancy"
    scope = "selection"
    sorts = ("wanted_by", "free_on")
    workflow = vacancy_services.WORKFLOW
    take = vacancy_services.take
