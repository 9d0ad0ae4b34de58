from typing import Self

from django.db.models import Q

from cadres.shared.scope import ScopedQuerySet


class RosterQuerySet(ScopedQuerySet):
    """One's own rosters, and those that others of the same reach share."""

    division_path = "division_id"

    def visible_to(self, user) -> Self:
        return super().visible_to(user).filter(Q(owner=user.pk) | Q(shared=True))

    def for_list(self) -> Self:
        return self.select_related("owner")
