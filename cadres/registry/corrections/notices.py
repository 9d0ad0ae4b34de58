"""Texts of the notices about corrections."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind(
        "cadres.correction_proposed",
        _("%(who)s proposes a correction in the file of %(name)s. It awaits your decision."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "cadres.correction_applied",
        _("%(who)s approved your correction in the file of %(name)s. It is carried out."),
        message=True,
    ),
    NoticeKind(
        "cadres.correction_declined",
        _("%(who)s declined your correction in the file of %(name)s: %(reason)s"),
        message=True,
    ),
)
