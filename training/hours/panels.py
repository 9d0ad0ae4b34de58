"""The section of a cadre's file about training (培训)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, User
from cadres.registry.rosters.points import Column
from cadres.shared.charts.milestones import Milestone
from training.enrolments.choices import EnrolmentStage
from training.enrolments.models import Enrolment
from training.enrolments.services.hours import hours_in_year, progress_of
from training.needs.models import Need

SHOWN = 50
SHOWN_STAGES = (EnrolmentStage.ATTENDED, EnrolmentStage.ABSENT)


def _hours(ids: Sequence[int], on: date) -> Mapping[int, Decimal]:
    return hours_in_year(ids, on.year)


def _shown(_cadre: Cadre, hours: Decimal | None, _on: date) -> Decimal | int:
    return hours.normalize() if hours else 0


HOURS_COLUMN = Column("training_hours", _("Training hours of the year"), _shown, _hours, place=1)


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


def marks(cadre: Cadre, user: User) -> Iterator[Milestone]:
    """Classes that the cadre came to, on their last day: for the career."""
    rows = Enrolment.objects.visible_to(user).filter(cadre=cadre, stage__in=SHOWN_STAGES)
    for row in rows.select_related("training_class"):
        tone = "good" if row.stage == EnrolmentStage.ATTENDED else "warn"
        text = f"{row.training_class.name} · {row.get_stage_display()}"
        yield Milestone(row.training_class.ends_on, text, tone, row.get_absolute_url())
