"""Forms of the log-in. Passwords never travel by mail: the administrator gives a new one."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from config.second_factor import whose


class Plain:
    """Labels are enough: no placeholders, which vanish as one types, and no link to a reset that does not exist."""

    labels = {
        "login": _("User name"),
        "password": _("Password"),
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""


class LogInForm(Plain, LoginForm):
    pass


class OwnPasswordForm(Plain, ChangePasswordForm):
    days = settings.PASSWORD_DAYS


class AgainForm(Plain, ReauthenticateForm):
    pass


class FactorForm(Plain, ActivateTOTPForm):
    labels = {"code": _("Code of the app")}


class ByCode(Plain):
    """Who has no app but a security key has recovery codes alone to type."""

    labels = {"code": _("Code of the app, or recovery code")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).exists():
            self.fields["code"].label = _("Recovery code")

    def clean_code(self):
        with whose(self.user):
            return super().clean_code()


class CodeForm(ByCode, AuthenticateForm):
    pass


class CodeAgainForm(ByCode, ReauthenticateByCodeForm):
    pass
