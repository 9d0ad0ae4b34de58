"""Disposals that wait for the security administrator."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.retention.choices import DisposalStage
from cadres.platform.retention.models import Disposal
from cadres.platform.retention.workflow import SETTLE
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of


def to_settle(user: User, _today: date) -> DueList:
    rows = Disposal.objects.visible_to(user).filter(stage=DisposalStage.PROPOSED).exclude(proposed_by=user.pk)
    return first_of(
        _("Disposals to settle"),
        rows.order_by("pk"),
        lambda row: Due(row.title, row.get_absolute_url()),
        f"{reverse('cadres:disposal_list')}?stage={DisposalStage.PROPOSED}",
        user=user,
    )


TODO_LISTS = (TodoList("disposals.settle", SETTLE, to_settle, place=13),)
