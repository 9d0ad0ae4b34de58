from typing import Self

from cadres.shared.scope import ScopedQuerySet


class DraftQuerySet(ScopedQuerySet):
    """A draft is for the eyes of who typed it."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.filter(user=user.pk) if user.is_authenticated and user.is_active else self.none()
