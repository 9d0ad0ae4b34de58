from typing import Self

from django.db.models import Q

from cadres.platform.attachments.points import OWNERS
from cadres.shared.scope import ScopedQuerySet


class AttachmentQuerySet(ScopedQuerySet):
    """Papers are read by who may read the record that they are attached to."""

    division_path = None

    def visible_to(self, user) -> Self:
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        where = Q(pk=None)
        for owner in OWNERS:
            if owner.readable_by(user):
                where |= Q(record_model=owner.model, record_id__in=owner.rows(user).order_by().values("pk"))
        return self.filter(where)

    def of(self, record) -> Self:
        return self.filter(record_model=record._meta.label_lower, record_id=record.pk)

    def present(self) -> Self:
        """Without those that were replaced."""
        return self.filter(replaced_by=None)


class AttachmentPartQuerySet(ScopedQuerySet):
    """Nobody reads parts; a paper is given out by ``cadres.platform.attachments.services``."""

    division_path = None
