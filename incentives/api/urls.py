from incentives.awards.api import AwardViewSet
from incentives.subsidies.api import SubsidyRateViewSet


def register(router) -> None:
    """Add the viewsets to the API's router."""
    router.register("awards", AwardViewSet, basename="award")
    router.register("subsidy-rates", SubsidyRateViewSet, basename="subsidy-rate")
