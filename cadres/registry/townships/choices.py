from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tier(TextChoices):
    """Economic tier (经济条件类别) of a township by the stated rule in ``cadres.rules``."""

    POOR = "poor", _("Poorer")
    MIDDLING = "middling", _("Middling")
    DEVELOPED = "developed", _("Better-off")
