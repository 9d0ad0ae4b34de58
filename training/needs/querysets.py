from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef

from cadres.registry.cadre_files.querysets import HEAVY_OF_CADRE
from cadres.shared.scope import ScopedQuerySet, related


class NeedQuerySet(ScopedQuerySet):
    division_path = "cadre__division_id"
    cadre_path = "cadre_id"

    def open(self) -> Self:
        return self.filter(settled_by=None)

    def overdue_on(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def not_called(self) -> Self:
        """Open, and no call-up for it is running: none was made, leave was granted, or it did not settle it."""
        called = related(self, "enrolments").expected().filter(need=OuterRef("pk"))
        return self.open().exclude(Exists(called))

    def for_list(self) -> Self:
        return self.select_related("cadre", "settled_by__training_class", "tenure__post__organization").defer(
            *HEAVY_OF_CADRE
        )
