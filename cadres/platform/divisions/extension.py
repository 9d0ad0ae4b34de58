from cadres.platform.divisions.api import DivisionViewSet
from cadres.shared.api.routes import ROUTES, Route


def register() -> None:
    ROUTES.add(Route("divisions", DivisionViewSet, "division"))
