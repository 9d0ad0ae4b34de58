"""Closed lists of the assessment. Values are stored; labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoScore(TextChoices):
    """Why a leader has no score this year (不计分原因)."""

    SHORT = "short", _("Too few months in the post this year")
    ELSEWHERE = "elsewhere", _("Assessed in another post this year")
    NO_VALUES = "no_values", _("No values for this township")


class Scope(TextChoices):
    """Among whom a township was compared (比较范围)."""

    TIER = "tier", _("Townships of the same tier")
    COUNTY = "county", _("All townships of the county")
