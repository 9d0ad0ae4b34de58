"""Reads of vacancies."""

from typing import Self

from cadres.shared.scope import ScopedQuerySet
from selection.vacancies.choices import VacancyStage


class VacancyQuerySet(ScopedQuerySet):
    division_path = "post__organization__division_id"

    def open(self) -> Self:
        return self.filter(stage=VacancyStage.OPEN)

    def for_list(self) -> Self:
        return self.select_related("post__organization__division", "opened_by")
