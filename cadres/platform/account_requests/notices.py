"""Texts of the notices about accounts."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind("cadres.account_request", _("%(who)s asks: %(what)s. It awaits your decision."), listed_elsewhere=True),
    NoticeKind("cadres.account_request_declined", _("Declined: %(what)s. %(reason)s"), message=True),
    NoticeKind(
        "cadres.account_role", _("The account of %(name)s has another role; settled by %(who)s."), message=True
    ),
    NoticeKind(
        "cadres.account_reset",
        _("A new activation code was made for the account of %(name)s; settled by %(who)s."),
        message=True,
    ),
    NoticeKind(
        "cadres.account_token", _("A token was released for the account of %(name)s by %(who)s."), message=True
    ),
    NoticeKind(
        "cadres.account_activate", _("The account of %(name)s was activated and has a new password."), message=True
    ),
)
