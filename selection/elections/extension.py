"""What elections contribute to the rest of the program: spans that the calendar recomputes, papers that they take."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.attachments.points import register as take_attachments
from cadres.platform.calendar import points as spans
from selection.elections.attachment_owners import BallotPapers, InspectionPapers
from selection.elections.services import notice_span


def register() -> None:
    spans.register(spans.SpanUser("selection.notice", _("Public notices"), notice_span.changes, notice_span.carry_out))
    take_attachments(InspectionPapers())
    take_attachments(BallotPapers())
