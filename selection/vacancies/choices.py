"""Closed lists of vacancies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VacancyStage(TextChoices):
    """How far a vacancy (空缺) has come."""

    OPEN = "open", pgettext_lazy("vacancy", "Open")
    FILLED = "filled", _("Filled")
    WITHDRAWN = "withdrawn", pgettext_lazy("vacancy", "Withdrawn")


class Cause(TextChoices):
    """Why the seat is or will be free (空缺原因)."""

    TERM_END = "term_end", _("Term ends")
    RETIREMENT = "retirement", _("Retirement")
    TRANSFER = "transfer", _("Transfer of the holder")
    RESIGNATION = "resignation", _("Resignation")
    REMOVAL = "removal", _("Removal")
    NEW_POST = "new_post", _("New post")
    OTHER = "other", _("Other cause")
