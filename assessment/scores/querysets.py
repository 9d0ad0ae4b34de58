"""Named, chainable reads of the assessment."""

from typing import Any, Self

from django.db.models import F

from assessment.cycles.choices import CycleStage
from cadres.shared.scope import ScopedQuerySet


class ScoreQuerySet(ScopedQuerySet):
    """A township leader sees own results only when a grade was confirmed."""

    division_path = "division_id"
    cadre_path = "tenure__cadre_id"

    def visible_to(self, user: Any) -> Self:
        rows = super().visible_to(user)
        return rows.graded() if getattr(user, "sees_own_rows_only", False) else rows

    def scored(self) -> Self:
        """Without the leaders who have no score this year."""
        return self.filter(no_score="")

    def graded(self) -> Self:
        return self.exclude(grade="")

    def awaiting_grade(self) -> Self:
        return self.scored().filter(cycle__stage=CycleStage.CONFIRMED, grade="")

    def for_list(self) -> Self:
        """Only what lists and the API show: a cadre's file has columns that are costly to open."""
        return self.select_related("cycle", "division", "tenure__cadre", "tenure__post").only(
            *(f.attname for f in self.model._meta.concrete_fields),
            "cycle__year",
            "cycle__stage",
            "division__name",
            "tenure__cadre__name",
            "tenure__cadre__name_key",
            "tenure__post__kind",
            "tenure__post__office_name",
        )

    def for_api(self) -> Self:
        """A thousand rows a request: what is shown of cycle, township and leader comes as columns."""
        return self.annotate(
            year=F("cycle__year"),
            division_name=F("division__name"),
            cadre=F("tenure__cadre_id"),
            cadre_name=F("tenure__cadre__name"),
            post_kind=F("tenure__post__kind"),
        )


class ScorePartQuerySet(ScopedQuerySet):
    division_path = "score__division_id"
    cadre_path = "score__tenure__cadre_id"

    def visible_to(self, user: Any) -> Self:
        rows = super().visible_to(user)
        return rows.exclude(score__grade="") if getattr(user, "sees_own_rows_only", False) else rows
