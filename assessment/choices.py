"""Closed lists of the assessment. Values are stored; labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SystemStage(TextChoices):
    """Life of an indicator system (指标体系状态)."""

    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    RETIRED = "retired", pgettext_lazy("indicator system", "Out of force")


class Dimension(TextChoices):
    """What an indicator looks at (维度): material, political, spiritual and ecological civilisation."""

    ECONOMY = "economy", _("Economy")
    LIVELIHOOD = "livelihood", _("Livelihood")
    GOVERNANCE = "governance", _("Governance")
    PARTY = "party", _("Party building")
    SPIRIT = "spirit", _("Spiritual civilisation")
    ECOLOGY = "ecology", _("Ecology")


class Horizon(TextChoices):
    """Visible now, or laying foundations for the long run (显绩与潜绩)."""

    VISIBLE = "visible", _("Visible work")
    LONG_RUN = "long_run", _("Long-run foundations")


class Direction(TextChoices):
    """Which way is better (指标方向)."""

    HIGHER = "higher", _("Higher is better")
    LOWER = "lower", _("Lower is better")


class CycleStage(TextChoices):
    """Stages of a cycle (考核周期阶段)."""

    COLLECTING = "collecting", _("Collecting values")
    SCORED = "scored", _("Scored")
    CONFIRMED = "confirmed", _("Scores confirmed")
    CLOSED = "closed", pgettext_lazy("assessment cycle", "Closed")


class NoScore(TextChoices):
    """Why a leader has no score this year (不计分原因)."""

    SHORT = "short", _("Too few months in the post this year")
    ELSEWHERE = "elsewhere", _("Assessed in another post this year")
    NO_VALUES = "no_values", _("No values for this township")


class Scope(TextChoices):
    """Among whom a township was compared (比较范围)."""

    TIER = "tier", _("Townships of the same tier")
    COUNTY = "county", _("All townships of the county")
