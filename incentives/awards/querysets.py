from typing import Any, Self

from cadres.registry.cadre_files.querysets import HEAVY_OF_CADRE
from cadres.shared.scope import ScopedQuerySet
from incentives.awards.choices import LIVE, AwardStage


class AwardQuerySet(ScopedQuerySet):
    division_path = "cadre__division_id"
    cadre_path = "cadre_id"

    def visible_to(self, user: Any) -> Self:
        """A leader sees what was granted, never what is still being weighed."""
        rows = super().visible_to(user)
        return rows.granted() if getattr(user, "sees_own_rows_only", False) else rows

    def granted(self) -> Self:
        return self.filter(stage=AwardStage.GRANTED)

    def live(self) -> Self:
        """Neither refused nor withdrawn."""
        return self.filter(stage__in=LIVE)

    def for_list(self) -> Self:
        return self.select_related("cadre", "proposed_by", "approved_by").defer(*HEAVY_OF_CADRE)
