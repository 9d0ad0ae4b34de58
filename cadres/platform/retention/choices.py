from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class DisposalStage(TextChoices):
    """How far it is (办理状态)."""

    PROPOSED = "proposed", pgettext_lazy("disposal", "Awaits a second person")
    APPROVED = "approved", pgettext_lazy("disposal", "Approved")
    DECLINED = "declined", pgettext_lazy("disposal", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("disposal", "Withdrawn")
