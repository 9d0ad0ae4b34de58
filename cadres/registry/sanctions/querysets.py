from datetime import date
from typing import Self

from django.db.models import Q

from cadres.registry.cadre_files.querysets import CadrePartQuerySet


class SanctionQuerySet(CadrePartQuerySet):
    def in_effect_on(self, day: date) -> Self:
        """An annulled one has no effect from the day of its annulment."""
        standing = self.filter(Q(annulled_on=None) | Q(annulled_on__gt=day))
        return standing.filter(decided_on__lte=day).filter(Q(effect_until__gte=day) | Q(effect_until=None))
