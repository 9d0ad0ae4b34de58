"""The section of a cadre's file about honours (奖励)."""

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localdate

from cadres.models import AnnualResult, Cadre, Sanction, User
from cadres.shared.charts.milestones import Milestone
from cadres.shared.phrases import of_year
from incentives.awards.facts import merit_years
from incentives.awards.models import Award
from incentives.awards.rules import streak


def load(cadre: Cadre, user: User) -> dict[str, Any]:
    """Awards, the run of excellent years, and what bars a reward now: three queries."""
    grades = dict(AnnualResult.objects.filter(cadre=cadre).values_list("year", "grade"))
    last = max(grades, default=None)
    return {
        "awards": list(Award.objects.visible_to(user).filter(cadre=cadre).order_by("-year", "-pk")),
        "excellent": streak(grades, max(grades)) if grades else 0,
        "last_year": last,
        "needed": merit_years(last),
        "sanctions": list(Sanction.objects.in_effect_on(localdate()).filter(cadre=cadre)),
    }


def milestones_of(cadre: Cadre, user: User) -> Iterator[Milestone]:
    """Awards granted, on their day: for the career."""
    for award in Award.objects.visible_to(user).granted().filter(cadre=cadre):
        yield Milestone(
            award.granted_on, of_year(award.year, award.get_kind_display()), "good", award.get_absolute_url()
        )
