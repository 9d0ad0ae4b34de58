from datetime import date
from typing import Self

from cadres.shared.scope import ScopedQuerySet


class LocalRuleQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def in_force_on(self, day: date) -> Self:
        return self.filter(during__contains=day).exclude(approved_by=None)
