"""The section of a cadre's file about training (培训)."""

from typing import Any

from django.utils.timezone import localdate

from cadres.models import Cadre, User
from training.models import Enrolment, Need
from training.services.hours import progress_of

SHOWN = 50


def load(cadre: Cadre, user: User) -> dict[str, Any]:
    """Classes, open needs and the hours of the year: three queries."""
    year = localdate().year
    return {
        "enrolments": list(
            Enrolment.objects.visible_to(user)
            .filter(cadre=cadre)
            .for_list()
            .order_by("-training_class__starts_on", "-pk")[:SHOWN]
        ),
        "needs": list(Need.objects.visible_to(user).filter(cadre=cadre).open().order_by("due_on", "pk")),
        "year": year,
        "progress": progress_of(cadre.pk, year),
    }
