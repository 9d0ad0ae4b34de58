"""The list of vacancies (职位空缺)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.definition import ListDefinition
from selection.vacancies.filters import VacancyFilter
from selection.vacancies.models import Vacancy
from selection.vacancies.tables import VacancyTable

VACANCY_LIST = ListDefinition(
    key="selection:vacancy_list",
    title=_("Vacancies"),
    permission="selection.view_vacancy",
    model=Vacancy,
    table_class=VacancyTable,
    filterset_class=VacancyFilter,
)
