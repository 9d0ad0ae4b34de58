"""What is due in the incentives."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList
from incentives.awards.choices import AwardStage
from incentives.awards.models import Award
from incentives.awards.services.suggestions import last_result_year, third_class_merits

SHOWN = 5


def due_lists(user: User, today: date) -> list[DueList]:  # noqa: ARG001 -- one signature for all apps
    lists = []
    if user.has_perm("incentives.approve_award"):
        waiting = Award.objects.visible_to(user).filter(stage=AwardStage.PROPOSED).exclude(proposed_by=user)
        lists.append(_awards(_("Awards to approve"), waiting, "approve", AwardStage.PROPOSED))
    if user.has_perm("incentives.propose_award"):
        approved = Award.objects.visible_to(user).filter(stage=AwardStage.APPROVED)
        lists.append(_awards(_("Awards to grant"), approved, "grant", AwardStage.APPROVED))
        lists.append(_merits(user))
    return [found for found in lists if found.items]


def _awards(title: str, rows, move: str, stage: AwardStage) -> DueList:
    found = list(rows.for_list().order_by("pk")[: SHOWN + 1])
    return DueList(
        title=title,
        items=[Due(str(award), reverse("incentives:award_move", args=[award.pk, move])) for award in found[:SHOWN]],
        url=f"{reverse('incentives:award_list')}?stage={stage}",
        more=len(found) > SHOWN,
    )


def _merits(user: User) -> DueList:
    found = third_class_merits(user, year=last_result_year(user), limit=SHOWN + 1)
    items = [
        Due(
            _("%(name)s: excellent three years in a row") % {"name": row.cadre.name},
            f"{reverse('incentives:award_new')}?cadre={row.cadre.pk}&kind={row.kind}&year={row.year}",
        )
        for row in found[:SHOWN]
    ]
    return DueList(_("Merits to propose"), items, reverse("incentives:award_suggestions"), len(found) > SHOWN)
