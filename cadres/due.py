"""What is due in the base: notices that wait for an answer."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Notice, User
from cadres.shared import notices
from cadres.shared.due import Due, DueList

SHOWN = 8


def due_lists(user: User, today: date) -> list[DueList]:
    """One list: the user's open notices with a day by which they are to be settled. One query."""
    rows = Notice.objects.visible_to(user).unsettled().filter(due_on__isnull=False)
    rows = rows.exclude(kind__in=notices.LISTED_ELSEWHERE).order_by("due_on", "pk")
    found = list(rows[: SHOWN + 1])
    if not found:
        return []
    items = [
        Due(
            label=notices.text_of(row.kind, row.params),
            url=reverse("cadres:notice_open", args=[row.pk]),
            on=row.due_on,
            late=row.due_on < today,
        )
        for row in found[:SHOWN]
    ]
    return [DueList(_("Notices with a date"), items, reverse("cadres:notice_list"), more=len(found) > SHOWN)]
