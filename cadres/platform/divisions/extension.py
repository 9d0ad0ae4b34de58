from cadres.platform.divisions.api import DivisionViewSet
from cadres.platform.divisions.lists import DIVISION_LIST
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("cadres.Division", "a place"))
    LISTS.add(DIVISION_LIST)
    ROUTES.add(Route("divisions", DivisionViewSet, "division"))
