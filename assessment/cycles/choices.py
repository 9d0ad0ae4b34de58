from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CycleStage(TextChoices):
    """Stages of a cycle (考核周期阶段)."""

    COLLECTING = "collecting", _("Collecting values")
    SCORED = "scored", _("Scored")
    CONFIRMED = "confirmed", _("Scores confirmed")
    CLOSED = "closed", pgettext_lazy("assessment cycle", "Closed")
