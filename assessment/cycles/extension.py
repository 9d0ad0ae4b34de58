from assessment.cycles.api import ValueViewSet
from assessment.cycles.import_resources import Values
from assessment.cycles.lists import CYCLE_LIST
from assessment.cycles.todo import TODO_LISTS
from cadres.platform.imports.points import RESOURCES
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.todo import TODO


def register() -> None:
    LISTS.add(CYCLE_LIST)
    RESOURCES.add(Values)
    TODO.add(*TODO_LISTS)
    ROUTES.add(Route("values", ValueViewSet, "value"))
