"""What several nouns share."""

from collections.abc import Iterable
from typing import Self

from django.db.models import Q

from cadres.shared.scope import ScopedQuerySet

DEEPEST = 20  # a record merged into one that was merged in turn, and so on


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


class DuplicatePairQuerySet(ScopedQuerySet):
    """Seen by who reaches both records."""

    division_path = "first_division_id"
    other_path = "second_division_id"

    def within(self, ranges: Iterable[tuple[str, str]]) -> Self:
        both = list(ranges)
        return super().within(both).filter(_in_ranges(self.other_path, both))

    def open(self) -> Self:
        return self.filter(stage="open")


class MergeQuerySet(DuplicatePairQuerySet):
    division_path = "pair__first_division_id"
    other_path = "pair__second_division_id"

    def pending(self) -> Self:
        """Waiting for a second person."""
        return self.filter(stage__in=("proposed", "back_asked"))

    def for_list(self) -> Self:
        return self.select_related("pair", "proposed_by", "decided_by").defer("kept")


def _in_ranges(path: str, ranges: list[tuple[str, str]]) -> Q:
    where = Q(pk=None)
    for low, high in ranges:
        where |= Q(**{f"{path}__gte": low, f"{path}__lt": high})
    return where
