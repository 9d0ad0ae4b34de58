from assessment.cycle_page.api import CycleViewSet
from assessment.cycles.api import ValueViewSet
from assessment.scores.api import ScoreViewSet
from assessment.systems.api import SystemViewSet


def register(router) -> None:
    """Add the viewsets to the API's router."""
    router.register("systems", SystemViewSet, basename="system")
    router.register("cycles", CycleViewSet, basename="cycle")
    router.register("values", ValueViewSet, basename="value")
    router.register("scores", ScoreViewSet, basename="score")
