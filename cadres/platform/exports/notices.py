"""Texts of the notices about exports."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind(
        "cadres.export_requested",
        _("%(who)s asks to export: %(what)s. It awaits your decision."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "cadres.export_ready", _("Your export is ready to be downloaded once: %(what)s."), listed_elsewhere=True
    ),
    NoticeKind("cadres.export_declined", _("Your export was declined: %(what)s. %(reason)s"), message=True),
    NoticeKind(
        "cadres.export_lapsed",
        _("Nobody decided about your export in time: %(what)s. Ask again where it is needed."),
        message=True,
    ),
)
