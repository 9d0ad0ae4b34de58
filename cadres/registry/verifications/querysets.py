from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef

from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.cadre_files.querysets import CadrePartQuerySet


class VerificationQuerySet(CadrePartQuerySet):
    def holding(self) -> Self:
        """The decision that holds, one for each item of each file."""
        return self.order_by("cadre_id", "item", "-pk").distinct("cadre_id", "item")

    def declaring_birth(self, month: date) -> Self:
        """The decisions that hold and say that forms declare this month of birth; to be asked about single files."""
        rows = self.filter(item=VerifiedItem.BIRTH, declared__startswith=f"{month:%Y-%m}")
        later = self.model._default_manager.filter(
            cadre=OuterRef("cadre"), item=VerifiedItem.BIRTH, pk__gt=OuterRef("pk")
        )
        return rows.filter(~Exists(later))
