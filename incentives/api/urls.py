from incentives.api.views import AwardViewSet, SubsidyRateViewSet


def register(router) -> None:
    """Add the viewsets to the API's router."""
    router.register("awards", AwardViewSet, basename="award")
    router.register("subsidy-rates", SubsidyRateViewSet, basename="subsidy-rate")
