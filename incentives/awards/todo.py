from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.pages.todo import SHOWN, Due, DueList, TodoList, first_of
from incentives.awards.choices import AwardStage
from incentives.awards.models import Award
from incentives.awards.services.suggestions import last_result_year, third_class_merits


def to_approve(user: User, _today: date) -> DueList:
    waiting = Award.objects.visible_to(user).filter(stage=AwardStage.PROPOSED).exclude(proposed_by=user)
    return _awards(user, _("Awards to approve"), waiting, "approve", AwardStage.PROPOSED)


def to_grant(user: User, _today: date) -> DueList:
    approved = Award.objects.visible_to(user).filter(stage=AwardStage.APPROVED)
    return _awards(user, _("Awards to grant"), approved, "grant", AwardStage.APPROVED)


def _awards(user: User, title: str, rows: Any, move: str, stage: AwardStage) -> DueList:
    return first_of(
        title,
        rows.for_list().order_by("pk"),
        lambda award: Due(str(award), reverse("incentives:award_move", args=[award.pk, move])),
        f"{reverse('incentives:award_list')}?stage={stage}",
        user=user,
    )


def merits(user: User, _today: date) -> DueList:
    return first_of(
        _("Merits to propose"),
        third_class_merits(user, year=last_result_year(user), limit=SHOWN + 1),
        lambda row: Due(
            _("%(name)s: excellent %(years)d years in a row") % {"name": row.cadre.name, "years": len(row.years)},
            f"{reverse('incentives:award_new')}?cadre={row.cadre.pk}&kind={row.kind}&year={row.year}",
        ),
        reverse("incentives:award_suggestions"),
        user=user,
    )


TODO_LISTS = (
    TodoList("awards.approve", "incentives.approve_award", to_approve, place=410),
    TodoList("awards.grant", "incentives.propose_award", to_grant, place=420),
    TodoList("awards.merits", "incentives.propose_award", merits, place=430),
)
