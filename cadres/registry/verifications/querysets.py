from typing import Self

from cadres.registry.cadre_files.querysets import CadrePartQuerySet


class VerificationQuerySet(CadrePartQuerySet):
    def holding(self) -> Self:
        """The decision that holds, one for each item of each file."""
        return self.order_by("cadre_id", "item", "-pk").distinct("cadre_id", "item")
