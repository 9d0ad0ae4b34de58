from typing import Self

from django.db.models import F

from cadres.registry.cadre_files.querysets import CadrePartQuerySet


class RankRecordQuerySet(CadrePartQuerySet):
    def present(self) -> Self:
        """Held now."""
        return self.filter(until=None)

    def for_api(self) -> Self:
        return self.annotate(cadre_name=F("cadre__name"), division=F("cadre__division_id"))
