"""Reads of the tenure watch."""

from typing import Self

from django.db.models import Exists, OuterRef

from cadres.shared.scope import ScopedQuerySet
from selection.vacancies.models import Vacancy


class WatchQuerySet(ScopedQuerySet):
    division_path = "tenure__post__organization__division_id"
    cadre_path = "tenure__cadre_id"

    def unsettled(self) -> Self:
        return self.filter(settled_on=None)

    def for_list(self) -> Self:
        """With person, post and whether a vacancy has been opened already."""
        return (
            self.select_related("tenure__cadre", "tenure__post__organization__division")
            .defer("tenure__cadre__resume", "tenure__cadre__photo", "tenure__cadre__form_extra")
            .annotate(vacancy_open=Exists(Vacancy.objects.open().filter(post_id=OuterRef("tenure__post_id"))))
        )
