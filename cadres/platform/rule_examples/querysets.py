from typing import Self

from cadres.shared.scope import ScopedQuerySet


class SignedExampleQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_on=None)
