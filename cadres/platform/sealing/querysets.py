from typing import Self

from cadres.shared.scope import ScopedQuerySet


class SealingQuerySet(ScopedQuerySet):
    """Of no division: the auditor sees it all, nobody else anything."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_audit") else self.none()
