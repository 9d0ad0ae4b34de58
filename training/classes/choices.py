from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ClassStage(TextChoices):
    """Where a class stands (班次状态)."""

    PLANNED = "planned", pgettext_lazy("stage of a class", "Planned")
    OPEN = "open", pgettext_lazy("stage of a class", "Calling up")
    RUNNING = "running", pgettext_lazy("stage of a class", "Running")
    CLOSED = "closed", pgettext_lazy("stage of a class", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("stage of a class", "Cancelled")


LIVE_CLASS = (ClassStage.PLANNED, ClassStage.OPEN, ClassStage.RUNNING)
