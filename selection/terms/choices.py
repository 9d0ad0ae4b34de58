"""Closed lists of the tenure watch."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What the watch has found (监测事项)."""

    TERM_END_12 = "term_end_12", _("Term ends: first reminder")
    TERM_END_6 = "term_end_6", _("Term ends: second reminder")
    TERM_END_3 = "term_end_3", _("Term ends: last reminder")
    TERM_OVER = "term_over", _("Term is over, post still held")
    ROTATION_10Y = "rotation_10y", _("Rotation due")
    TWO_TERMS = "two_terms", _("Second full term ends")


TERM_ENDS = (Kind.TERM_END_12, Kind.TERM_END_6, Kind.TERM_END_3, Kind.TERM_OVER)
