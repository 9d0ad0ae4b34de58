from typing import Self

from cadres.shared.scope import ScopedQuerySet


class ProgrammeQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("division")
