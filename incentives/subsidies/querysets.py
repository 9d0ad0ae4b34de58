"""Named, chainable reads of the incentives."""

from datetime import date
from typing import Self

from cadres.shared.scope import ScopedQuerySet


class SubsidyRateQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def in_force_on(self, day: date) -> Self:
        return self.filter(during__contains=day).exclude(approved_by=None)

    def for_list(self) -> Self:
        return self.select_related("division", "set_by", "approved_by")
