"""Vacancies, elections and the watch, for REST clients."""

from cadres.shared.viewsets import MovesMixin, ScopedViewSet
from selection.api.serializers import ElectionSerializer, VacancySerializer, WatchSerializer
from selection.elections import services
from selection.elections.filters import ElectionFilter
from selection.elections.forms import MOVE_FORMS
from selection.elections.models import Election
from selection.tenure.filters import WatchFilter
from selection.tenure.models import Watch
from selection.vacancies import services as vacancy_services
from selection.vacancies.filters import VacancyFilter
from selection.vacancies.models import Vacancy


class VacancyViewSet(MovesMixin, ScopedViewSet):
    queryset = Vacancy.objects.all()
    serializer_class = VacancySerializer
    filterset_class = VacancyFilter
    permission = "selection.view_vacancy"
    scope = "selection"
    sorts = ("wanted_by", "free_on")
    workflow = vacancy_services.WORKFLOW
    take = vacancy_services.take


class ElectionViewSet(MovesMixin, ScopedViewSet):
    """Read freely within your remit; change only by making a move."""

    queryset = Election.objects.all()
    serializer_class = ElectionSerializer
    filterset_class = ElectionFilter
    permission = "selection.view_election"
    scope = "selection"
    sorts = ("opened_on",)
    workflow = services.WORKFLOW
    take = services.take
    move_forms = MOVE_FORMS


class WatchViewSet(ScopedViewSet):
    queryset = Watch.objects.all()
    serializer_class = WatchSerializer
    filterset_class = WatchFilter
    permission = "selection.view_watch"
    scope = "selection"
    sorts = ("due_on",)
