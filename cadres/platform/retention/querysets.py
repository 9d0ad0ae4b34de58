from typing import Self

from django.db.models import Q

from cadres.shared.scope import ScopedQuerySet

UNFINISHED = Q(stage="proposed") | Q(stage="approved", done_at=None)


class DisposalQuerySet(ScopedQuerySet):
    """Of no division: the administrators see them all, nobody else any."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_disposal") else self.none()

    def unfinished(self) -> Self:
        return self.filter(UNFINISHED)

    def for_list(self) -> Self:
        return self.select_related("proposed_by", "decided_by")
