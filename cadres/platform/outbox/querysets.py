from collections.abc import Iterable
from datetime import datetime
from typing import Self

from cadres.platform.outbox.choices import OutboxState
from cadres.shared.scope import ScopedQuerySet


class OutboxMessageQuerySet(ScopedQuerySet):
    """The outbox is looked after by the system administrator; nobody else sees it."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_outbox") else self.none()

    def for_list(self) -> Self:
        return self.select_related("user")

    def waiting(self) -> Self:
        return self.filter(state=OutboxState.WAITING)

    def parked(self) -> Self:
        return self.filter(state=OutboxState.PARKED)

    def next_for(self, channels: Iterable[str], *, now: datetime) -> Self:
        """What these channels may try now, locked; what another worker holds is passed over."""
        rows = self.waiting().filter(next_try_at__lte=now, channel__in=list(channels))
        return (
            rows.select_related("user").select_for_update(of=["self"], skip_locked=True).order_by("next_try_at", "pk")
        )
