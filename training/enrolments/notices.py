"""Texts of the notices about call-ups and leave."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind(
        "training.called_up", _("You are called up to “%(name)s”, %(first)s to %(last)s, %(place)s. Please answer.")
    ),
    NoticeKind("training.leave_asked", _("%(who)s asks for leave from “%(name)s”: %(reason)s")),
    NoticeKind("training.leave_granted", _("Your leave from “%(name)s” is granted."), message=True),
    NoticeKind("training.leave_refused", _("Your leave from “%(name)s” is refused: %(reason)s"), message=True),
    NoticeKind("training.taken_off", _("You are no longer expected at “%(name)s”: %(reason)s"), message=True),
    NoticeKind(
        "training.class_changed",
        _("“%(name)s” has changed: %(first)s to %(last)s, %(place)s. Look at the schedule."),
        message=True,
    ),
    NoticeKind("training.class_cancelled", _("“%(name)s” is cancelled: %(reason)s"), message=True),
)
