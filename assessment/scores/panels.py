"""The section of a cadre's file about assessment (考核)."""

from typing import Any

from assessment.scores.models import Score
from cadres.models import Cadre, User


def load(cadre: Cadre, user: User) -> dict[str, Any]:
    """The scores the user may see, the latest first: one query."""
    scores = Score.objects.visible_to(user).filter(tenure__cadre=cadre).for_list()
    return {"scores": list(scores.order_by("-cycle__year", "pk"))}
