from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KinshipStage(TextChoices):
    """How far a kinship is settled."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")
