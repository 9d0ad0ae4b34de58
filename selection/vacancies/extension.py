from cadres.registry.posts.points import PROVIDERS, Provider
from cadres.shared.regulations import catalogue
from selection.vacancies.models import Vacancy
from selection.vacancies.regulations import RULES


def register() -> None:
    catalogue.RULES.add(*RULES)
    PROVIDERS.add(Provider("vacancies", Vacancy.objects.open))
