from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(TextChoices):
    """What one administrator asks for and another person confirms (账号审批事项)."""

    ROLE = "role", _("Role of a leader or administrator")
    RESET = "reset", _("New activation code")
    FACTOR = "factor", _("Second factor lost")
    TOKEN = "token", _("API token")


class RequestStage(TextChoices):
    """How far it is (办理状态)."""

    ASKED = "asked", pgettext_lazy("account request", "Awaits a second person")
    DONE = "done", pgettext_lazy("account request", "Confirmed")
    DECLINED = "declined", pgettext_lazy("account request", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("account request", "Withdrawn")
