from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """Why somebody needs training (培训需求来源)."""

    INDUCTION = "induction", _("New in the post")
    HOURS = "hours", _("Hours of the year not reached")
    GAP = "gap", _("Gap found by the assessment")
