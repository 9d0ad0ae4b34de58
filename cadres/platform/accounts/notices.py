"""What the holder of an account is told about its safety, so that he notices what was not him."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind("cadres.own_change_password", _("The password of your account was changed."), message=True),
    NoticeKind("cadres.own_sign_out_everywhere", _("Your account was signed out everywhere."), message=True),
)
