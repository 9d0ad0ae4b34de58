"""Second factors and the codes that an app would show."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from config.second_factor import whose

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_second_factor(user):
    with whose(user):
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return user


def recovery_code_of(user):
    with whose(user):
        return RecoveryCodes.activate(user).get_unused_codes()[0]


def unused_codes_of(user):
    """The recovery codes that are there already."""
    with whose(user):
        return Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
