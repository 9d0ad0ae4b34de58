"""What the holder of an account is told about its safety, so that he notices what was not him."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind("cadres.own_change_password", _("The password of your account was changed."), message=True),
    NoticeKind("cadres.own_sign_out_everywhere", _("Your account was signed out everywhere."), message=True),
    NoticeKind("cadres.own_second_factor_on", _("A second factor was set up for your account."), message=True),
    NoticeKind("cadres.own_second_factor_off", _("The second factor of your account was turned off."), message=True),
    NoticeKind("cadres.own_recovery_codes", _("New recovery codes were made for your account."), message=True),
    NoticeKind("cadres.own_recovery_code_used", _("A recovery code opened your account."), message=True),
)
