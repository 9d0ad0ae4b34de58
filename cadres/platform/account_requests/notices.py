"""Texts of the notices about accounts."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind(
        "cadres.account_role_asked",
        _("%(who)s asks for the role of a leader or administrator for %(name)s. It awaits your decision."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "cadres.account_reset_asked",
        _("%(who)s asks for a new activation code for %(name)s. It awaits your decision."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "cadres.account_factor_asked",
        _("%(who)s asks that the second factor of %(name)s be taken away. It awaits your decision."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "cadres.account_token_asked",
        _("%(who)s asks for a token for %(name)s. It awaits your decision."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "cadres.account_request_declined",
        _("What you asked for about the account of %(name)s was declined: %(reason)s"),
        message=True,
    ),
    NoticeKind(
        "cadres.account_role", _("The account of %(name)s has another role; settled by %(who)s."), message=True
    ),
    NoticeKind(
        "cadres.account_reset",
        _("A new activation code was made for the account of %(name)s; settled by %(who)s."),
        message=True,
    ),
    NoticeKind(
        "cadres.account_factor",
        _("The second factor of the account of %(name)s was taken away; settled by %(who)s."),
        message=True,
    ),
    NoticeKind(
        "cadres.account_token", _("A token was released for the account of %(name)s by %(who)s."), message=True
    ),
    NoticeKind(
        "cadres.account_activate", _("The account of %(name)s was activated and has a new password."), message=True
    ),
    # Of what the holder did about its safety, so that he notices what was not him.
    NoticeKind("cadres.own_change_password", _("The password of your account was changed."), message=True),
    NoticeKind("cadres.own_sign_out_everywhere", _("Your account was signed out everywhere."), message=True),
    NoticeKind("cadres.own_second_factor_on", _("A second factor was set up for your account."), message=True),
    NoticeKind("cadres.own_second_factor_off", _("The second factor of your account was turned off."), message=True),
    NoticeKind("cadres.own_security_key_on", _("The security key “%(key)s” was added to your account."), message=True),
    NoticeKind(
        "cadres.own_security_key_off", _("The security key “%(key)s” was removed from your account."), message=True
    ),
    NoticeKind(
        "cadres.own_security_key_copied",
        _("The security key “%(key)s” may have been copied and opens your account no more. Remove it."),
        message=True,
    ),
    NoticeKind(
        "cadres.account_security_key_copied",
        _("A security key of %(name)s may have been copied: its counter went back. It opens the account no more."),
        message=True,
    ),
    NoticeKind("cadres.own_recovery_codes", _("New recovery codes were made for your account."), message=True),
    NoticeKind("cadres.own_recovery_code_used", _("A recovery code opened your account."), message=True),
)
