from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CorrectionKind(TextChoices):
    """What a correction writes (更正事项)."""

    ENTER = "enter", _("Enter a tenure")
    TENURE = "tenure", _("Correct a tenure")
    ANNUL = "annul", _("Annul a sanction or measure")


class CorrectionStage(TextChoices):
    """How far it is (办理状态)."""

    PROPOSED = "proposed", pgettext_lazy("correction", "Waits for approval")
    APPLIED = "applied", pgettext_lazy("correction", "Carried out")
    DECLINED = "declined", pgettext_lazy("correction", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("correction", "Withdrawn")
