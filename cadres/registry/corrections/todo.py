"""Corrections that wait for a leader."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.registry.corrections.choices import CorrectionStage
from cadres.registry.corrections.models import Correction
from cadres.registry.corrections.workflow import SETTLE
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of


def to_settle(user: User, _today: date) -> DueList:
    rows = Correction.objects.visible_to(user).waiting().exclude(proposed_by=user)
    return first_of(
        _("Corrections to settle"),
        rows.for_list().order_by("pk"),
        lambda row: Due(str(row), row.get_absolute_url()),
        f"{reverse('cadres:correction_list')}?stage={CorrectionStage.PROPOSED}",
        user=user,
    )


TODO_LISTS = (TodoList("corrections.settle", SETTLE, to_settle, place=14),)
