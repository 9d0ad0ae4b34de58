"""Routes of selection under ``/api/v1/``."""

from rest_framework.routers import BaseRouter

from selection.api import views


def register(router: BaseRouter) -> None:
    router.register("vacancies", views.VacancyViewSet, basename="vacancy")
    router.register("elections", views.ElectionViewSet, basename="election")
    router.register("watch", views.WatchViewSet, basename="watch")
