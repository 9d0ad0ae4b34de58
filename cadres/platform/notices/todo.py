from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.notices import points as notices
from cadres.platform.notices.models import Notice
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of

DATED = "notices.dated"
SHOWN = 8


def dated(user: User, today: date) -> DueList:
    rows = Notice.objects.visible_to(user).unsettled().filter(due_on__isnull=False)
    return first_of(
        _("Notices with a date"),
        rows.exclude(kind__in=notices.listed_elsewhere()).order_by("due_on", "pk"),
        lambda row: Due(
            label=notices.text_of(row.kind, row.params),
            url=reverse("cadres:notice_open", args=[row.pk]),
            on=row.due_on,
            late=row.due_on < today,
        ),
        reverse("cadres:notice_list"),
        shown=SHOWN,
        user=user,
    )


TODO_LISTS = (TodoList(DATED, "", dated, place=30),)
