"""Texts of the notices about elections."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind("selection.appointed", _("%(name)s has been appointed %(post)s from %(day)s."), message=True),
    NoticeKind("selection.own_appointment", _("You have been appointed %(post)s from %(day)s."), message=True),
    NoticeKind(
        "selection.notice_recomputed",
        _("The holidays are known now: the public notice for %(post)s ends on %(day)s (computed before: %(before)s)."),
        message=True,
    ),
    NoticeKind("selection.wanted", _("The election for %(post)s waits for your next step.")),
)
