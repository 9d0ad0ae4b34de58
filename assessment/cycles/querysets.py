from typing import Any, Self

from django.db.models import F, OuterRef

from assessment.cycles.choices import CycleStage
from cadres.shared.lists.counting import number_of
from cadres.shared.scope import ScopedQuerySet


class CycleQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def collecting(self) -> Self:
        return self.filter(stage=CycleStage.COLLECTING)

    def for_list(self) -> Self:
        return self.select_related("division", "system")

    def with_progress(self, townships: Any, indicators: Any, values: Any) -> Self:
        """Adds ``expected`` and ``entered``: how many values the cycle needs and has.

        The three querysets are given by the caller, since reads know no models.
        """
        return self.annotate(
            townships=number_of(townships, parent=OuterRef("division_id")),
            indicators=number_of(indicators, system=OuterRef("system_id")),
            entered=number_of(values, cycle=OuterRef("pk")),
        )


class ValueQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("cycle", "division", "indicator")

    def for_api(self) -> Self:
        """A thousand rows a request: what is shown of cycle, township and indicator comes as columns."""
        return self.annotate(
            year=F("cycle__year"),
            division_name=F("division__name"),
            indicator_code=F("indicator__code"),
            unit=F("indicator__unit"),
        )
