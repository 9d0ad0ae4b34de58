from typing import Self

from cadres.shared.scope import ScopedQuerySet


class DivisionProfileQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("division")


class PilotQuerySet(ScopedQuerySet):
    division_path = "division_id"
