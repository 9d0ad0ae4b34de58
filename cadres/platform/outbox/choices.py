from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutboxState(TextChoices):
    """State of a message (发送状态). Skipped: when its turn came there was nobody, or nothing any more, to send to."""

    WAITING = "waiting", pgettext_lazy("message", "Waiting")
    SENT = "sent", pgettext_lazy("message", "Sent")
    PARKED = "parked", pgettext_lazy("message", "Parked")
    SKIPPED = "skipped", pgettext_lazy("message", "Not needed")
    GIVEN_UP = "given_up", _("Given up")
