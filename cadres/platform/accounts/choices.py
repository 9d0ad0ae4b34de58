from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What an account is for (角色). One account has one role; the three administrators do no business."""

    STAFF = "staff", _("Department staff")
    LEADER = "leader", _("Department leader")
    TOWNSHIP = "township", _("Township leader")
    SYSTEM = "system", _("System administrator")
    SECURITY = "security", _("Security administrator")
    AUDIT = "audit", _("Audit administrator")
    CLIENT = "client", _("REST client")


class Ended(TextChoices):
    """By what a session ended (会话结束方式)."""

    LEFT = "left", _("Signed out")
    ELSEWHERE = "elsewhere", _("Signed in elsewhere")
    EVERYWHERE = "everywhere", _("Signed out everywhere")
    PASSWORD = "password", _("Password changed")
    RESET = "reset", _("Password reset")
    ROLE = "role", _("Role changed")
    CLOSED = "closed", _("Account closed")
    FACTOR = "factor", _("Second factor reset")


ADMINISTRATORS = (Role.SYSTEM, Role.SECURITY, Role.AUDIT)
WITH_REMIT = (Role.STAFF, Role.LEADER, Role.CLIENT)
WITH_FILE = (Role.STAFF, Role.LEADER, Role.TOWNSHIP)  # their own file is closed to them where they decide
CONFIRMED = (Role.LEADER, *ADMINISTRATORS)  # given, and their passwords reset, by two people only
FACTORS = ("totp", "webauthn")  # types of second factors, as the log-in library names them; recovery codes go with one
NO_ROLE = ""  # an account that was opened and has not been given a role yet: it can do nothing
