from django.utils.translation import gettext_lazy as _

from cadres.registry.posts.points import PROVIDERS, Provider
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging
from cadres.shared.workflow import WORKFLOWS
from selection.vacancies.api import VacancyViewSet
from selection.vacancies.lists import VACANCY_LIST
from selection.vacancies.models import Vacancy
from selection.vacancies.regulations import RULES, VACANCY
from selection.vacancies.services import WORKFLOW


def register() -> None:
    CONCERNS.add(about("selection.Vacancy", "leaving__cadre_id"))
    LISTS.add(VACANCY_LIST)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(VACANCY)
    PROVIDERS.add(Provider("vacancies", Vacancy.objects.open))
    ROUTES.add(Route("vacancies", VacancyViewSet, "vacancy"))
    MENU.add(
        MenuEntry("selection", _("Vacancies"), "selection:vacancy_list", "selection.view_vacancy", "vacancy", place=20)
    )
    WORKFLOWS.add(WORKFLOW)
    OWNED.add(owned_by(WORKFLOW))
