from datetime import date
from typing import Self

from django.db.models import Q

from cadres.registry.cadre_files.querysets import CadrePartQuerySet


class SanctionQuerySet(CadrePartQuerySet):
    def standing_on(self, day: date) -> Self:
        """Those that nobody has annulled by then."""
        return self.filter(Q(annulled_on=None) | Q(annulled_on__gt=day))

    def in_effect_on(self, day: date) -> Self:
        """An annulled one has no effect from the day of its annulment."""
        return (
            self.standing_on(day).filter(decided_on__lte=day).filter(Q(effect_until__gte=day) | Q(effect_until=None))
        )
