from typing import Self

from cadres.shared.scope import ScopedQuerySet


class NoticeQuerySet(ScopedQuerySet):
    """Notices belong to one account; nobody else sees them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unsettled(self) -> Self:
        return self.filter(settled_at=None)

    def unread(self) -> Self:
        """Not settled and never opened."""
        return self.unsettled().filter(read_at=None)
