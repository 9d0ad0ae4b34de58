"""Texts of the notices about disposals."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind(
        "cadres.disposal_proposed",
        _("%(who)s proposes to delete %(rows)s old records. It awaits your decision."),
        listed_elsewhere=True,
    ),
    NoticeKind("cadres.disposal_declined", _("The disposal you proposed was declined: %(reason)s"), message=True),
    NoticeKind("cadres.disposal_done", _("%(rows)s old records were deleted after approval."), message=True),
)
