"""The paper that a correction rests on (更正依据)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import open_part, refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.attachments.points import AttachmentOwner, Slot
from cadres.registry.corrections.choices import CorrectionStage
from cadres.registry.corrections.models import Correction
from cadres.registry.corrections.services import PAPER
from cadres.registry.corrections.workflow import PROPOSE, VIEW
from cadres.shared.errors import Objection, Refused


class CorrectionPapers(AttachmentOwner):
    """Replaced as long as nobody has decided; a paper on which was decided stays."""

    model = "cadres.correction"
    slots = (Slot(PAPER, _("Paper it rests on")),)
    view_permission, keep_permission = VIEW, PROPOSE

    def rows(self, user: User) -> Any:
        return super().rows(user).select_related("cadre")

    def is_open(self, record: Correction) -> bool:
        return record.stage == CorrectionStage.PROPOSED

    def lock(self, record: Correction, *, by: User) -> None:
        refuse_barred(by, record.cadre_id)
        locked = Correction.objects.select_for_update(of=["self"]).get(pk=record.pk)
        if not self.is_open(locked):
            raise Refused(Objection("correction-decided", _("This correction has been decided. Its paper stays.")))

    def opened(self, record: Correction, paper: str, *, by: User, kind: AccessKind) -> None:
        open_part(record.cadre, paper, by=by, kind=kind)

    def title(self, record: Correction) -> str:
        return str(record)

    def address(self, record: Correction) -> str:
        return f"{record.get_absolute_url()}#papers"


PAPERS = CorrectionPapers()
