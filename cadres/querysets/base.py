"""What several nouns share."""

from typing import Any, Self

from django.db.models import QuerySet

from cadres.shared.scope import ScopedQuerySet

DEEPEST = 20  # a record merged into one that was merged in turn, and so on


def related(queryset: QuerySet, name: str) -> Any:
    """Rows of the model on the other side of a relation; querysets lie below the models and import none."""
    return queryset.model._meta.get_field(name).related_model.objects.all()


class MergeableQuerySet(ScopedQuerySet):
    """Rows that may be merged: one that was is no longer among those anybody sees; see ``with_merged``."""

    def visible_to(self, user) -> Self:
        return super().visible_to(user).living()

    def with_merged(self, user) -> Self:
        """As ``visible_to``, and those merged into others: for old addresses, imports and the history."""
        return super().visible_to(user)

    def living(self) -> Self:
        return self.filter(merged_into=None)

    def now_part_of(self, user, pk):
        """The number of the record that a merged one is part of now, or None; within the user's reach only."""
        found = None
        for _round in range(DEEPEST):
            into = self.model._base_manager.filter(pk=found or pk).values_list("merged_into", flat=True).first()
            if into is None:
                break
            found = into
        return found if found and self.visible_to(user).filter(pk=found).exists() else None
