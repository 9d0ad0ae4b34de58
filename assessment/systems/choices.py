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
