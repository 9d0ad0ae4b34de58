"""Closed lists of levels and ranks (职务层次、职级). The alphabetical order of the values is their order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.posts.choices import Grade


class Ladder(TextChoices):
    """The two parallel ladders (职务与职级并行)."""

    LEADING = "leading", pgettext_lazy("ladder", "Level of leading posts")
    RANK = "rank", pgettext_lazy("ladder", "Rank")


class Rank(TextChoices):
    """Rank of a general civil servant (职级, 综合管理类), from the lowest to the highest."""

    CLERK_2 = "r01_clerk_2", _("Second-grade clerk")
    CLERK_1 = "r02_clerk_1", _("First-grade clerk")
    PRINCIPAL_4 = "r03_principal_4", _("Fourth-grade principal staff member")
    PRINCIPAL_3 = "r04_principal_3", _("Third-grade principal staff member")
    PRINCIPAL_2 = "r05_principal_2", _("Second-grade principal staff member")
    PRINCIPAL_1 = "r06_principal_1", _("First-grade principal staff member")
    CONSULTANT_4 = "r07_consultant_4", _("Fourth-grade consultant")
    CONSULTANT_3 = "r08_consultant_3", _("Third-grade consultant")
    CONSULTANT_2 = "r09_consultant_2", _("Second-grade consultant")
    CONSULTANT_1 = "r10_consultant_1", _("First-grade consultant")
    INSPECTOR_2 = "r11_inspector_2", _("Second-grade inspector")
    INSPECTOR_1 = "r12_inspector_1", _("First-grade inspector")


LEVELS = [
    (Ladder.LEADING.label, Grade.choices),
    (Ladder.RANK.label, Rank.choices),
]


class Basis(TextChoices):
    """Why a level or rank is held (依据)."""

    APPOINTMENT = "appointment", pgettext_lazy("basis of a rank", "Appointment")
    PROMOTION = "promotion", pgettext_lazy("basis of a rank", "Promotion")
    CONVERSION = "conversion", _("Conversion when the ladders were introduced")
    DEMOTION = "demotion", pgettext_lazy("basis of a rank", "Demotion")
    FILE = "file", _("As the file says")


def ladder_of(rank: str) -> str:
    return Ladder.LEADING if rank in Grade.values else Ladder.RANK


def label_of(rank: str) -> str:
    """The name of a level or rank."""
    return str((Grade if rank in Grade.values else Rank)(rank).label)
