"""Which records take attachments (附件归属): a noun says so by an ``AttachmentOwner``; all others are refused."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise

from cadres.shared.extensions import Point
from cadres.shared.recusal import cadres_of

VIEW, KEEP = "cadres.view_attachment", "cadres.keep_attachments"


@dataclass(frozen=True)
class Slot:
    """One paper that the record can have, by a stable key."""

    key: str
    label: str | Promise


class AttachmentOwner:
    """Who may read and attach the papers of one kind of record. Subclass, implement, add to ``OWNERS``.

    A paper is read by who holds ``cadres.view_attachment`` and ``view_permission`` and has the record in ``rows``; it
    is attached by who besides holds ``cadres.keep_attachments`` and ``keep_permission`` while ``lock`` lets it. Its
    records are never deleted: nothing in the database ties an attachment to them.
    """

    model: ClassVar[str]  # "app.model", as in ``Step.subject``
    slots: ClassVar[tuple[Slot, ...]]
    view_permission: ClassVar[str]
    keep_permission: ClassVar[str]

    def rows(self, user: Any) -> QuerySet:
        """The records within this user's reach."""
        return apps.get_model(self.model).objects.visible_to(user)

    def is_open(self, record: Any) -> bool:
        """Whether papers are taken in at its present stage. For pages; ``lock`` is what holds."""
        raise NotImplementedError

    def lock(self, record: Any, *, by: Any) -> None:
        """Lock the record until commit. Raises ``PermissionDenied``; ``Refused`` when it takes nothing in any more."""
        raise NotImplementedError

    def opened(self, record: Any, paper: str, *, by: Any, kind: Any) -> None:
        """Before a paper is given out: who is barred, and the record of readings. Raises ``PermissionDenied``.

        ``paper`` names the attachment in the record of readings, ``kind`` is an ``AccessKind``.
        """
        raise NotImplementedError

    def title(self, record: Any) -> str:
        """What the record is called on the pages of its papers."""
        raise NotImplementedError

    def address(self, record: Any) -> str:
        """The page that shows its papers."""
        raise NotImplementedError

    def slot(self, key: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.key == key), None)

    def readable_by(self, user: Any) -> bool:
        return user.has_perm(VIEW) and user.has_perm(self.view_permission)

    def kept_by(self, user: Any) -> bool:
        return self.readable_by(user) and user.has_perm(KEEP) and user.has_perm(self.keep_permission)


OWNERS: Point[AttachmentOwner] = Point("owners of attachments", key=lambda owner: owner.model)


def of_owner(attachment: Any) -> frozenset[int]:
    """Whom the record is about that the paper is attached to."""
    owner = apps.get_model(attachment.record_model)._base_manager.filter(pk=attachment.record_id).first()
    return cadres_of(owner) if owner is not None else frozenset()


def of_file(part: Any) -> frozenset[int]:
    return of_owner(part.file)
