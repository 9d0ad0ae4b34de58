"""What waits for a second person."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.account_requests.choices import RequestStage
from cadres.platform.account_requests.models import AccountRequest
from cadres.platform.account_requests.workflow import SETTLE
from cadres.platform.accounts.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of

SHOWN = 10


def to_settle(user: User, _today: date) -> DueList:
    rows = AccountRequest.objects.visible_to(user).awaiting().select_related("account")
    if user.role == "security":
        rows = rows.filter(kind__in=["reset", "factor"])
    elif user.role == "system":
        rows = rows.exclude(kind__in=["reset", "factor"])
    return first_of(
        _("Matters of accounts to settle"),
        rows.exclude(asked_by=user.pk).exclude(account=user.pk).order_by("pk"),
        lambda row: Due(str(row), row.get_absolute_url()),
        f"{reverse('cadres:account_request_list')}?stage={RequestStage.ASKED}",
        shown=SHOWN,
        user=user,
    )


TODO_LISTS = (TodoList("accounts.settle", SETTLE, to_settle, place=12),)
