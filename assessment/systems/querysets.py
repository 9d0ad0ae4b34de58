from datetime import date
from typing import Self

from django.db.models import Count

from assessment.systems.choices import SystemStage
from cadres.shared.scope import ScopedQuerySet


class IndicatorSystemQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def in_force_on(self, day: date) -> Self:
        return self.filter(in_force__contains=day)

    def drafts(self) -> Self:
        return self.filter(stage=SystemStage.DRAFT)

    def for_list(self) -> Self:
        return self.select_related("division").annotate(size=Count("indicators")).order_by("-pk")


class IndicatorQuerySet(ScopedQuerySet):
    division_path = "system__division_id"
