from typing import Any, Self

from cadres.shared.scope import ScopedQuerySet


class CalendarFeedQuerySet(ScopedQuerySet):
    """A feed belongs to one account; nobody else sees it."""

    division_path = None

    def visible_to(self, user: Any) -> Self:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()
