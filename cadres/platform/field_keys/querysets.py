from typing import Any, Self

from cadres.shared.scope import ScopedQuerySet


class FieldKeyQuerySet(ScopedQuerySet):
    """For who administers the system: a key is nobody's business."""

    division_path = None

    def visible_to(self, user: Any) -> Self:
        return self.all() if user.is_active and user.has_perm("cadres.manage_key") else self.none()

    def in_use(self) -> Self:
        """Values lie under them, as far as is known."""
        return self.filter(gone_at=None)
