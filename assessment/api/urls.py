from assessment.api.views import CycleViewSet, ScoreViewSet, SystemViewSet, ValueViewSet


def register(router) -> None:
    """Add the viewsets to the API's router."""
    router.register("systems", SystemViewSet, basename="system")
    router.register("cycles", CycleViewSet, basename="cycle")
    router.register("values", ValueViewSet, basename="value")
    router.register("scores", ScoreViewSet, basename="score")
