from django.utils.translation import gettext_lazy as _

from assessment.cycles.api import ValueViewSet
from assessment.cycles.import_resources import Values
from assessment.cycles.lists import CYCLE_LIST
from assessment.cycles.todo import TODO_LISTS
from assessment.cycles.views import enter_for_chosen
from cadres.platform.divisions.lists import DIVISION_LIST
from cadres.platform.imports.points import RESOURCES
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.bulk import LIST_ACTIONS, Bulk, ListAction
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(
        nobody("assessment.Cycle", "the same reckoning for all leaders of a county"),
        nobody("assessment.Value", "a figure of a township"),
    )
    LISTS.add(CYCLE_LIST)
    RESOURCES.add(Values)
    enter = Bulk("values", _("Enter values"), "assessment.enter_value", enter_for_chosen)
    LIST_ACTIONS.add(ListAction(DIVISION_LIST.key, enter))
    TODO.add(*TODO_LISTS)
    ROUTES.add(Route("values", ValueViewSet, "value"))
