"""Routes of selection under ``/api/v1/``."""

from rest_framework.routers import BaseRouter

from selection.elections import api as elections_views
from selection.terms import api as terms_views
from selection.vacancies import api as vacancies_views


def register(router: BaseRouter) -> None:
    router.register("vacancies", vacancies_views.VacancyViewSet, basename="vacancy")
    router.register("elections", elections_views.ElectionViewSet, basename="election")
    router.register("watch", terms_views.WatchViewSet, basename="watch")
