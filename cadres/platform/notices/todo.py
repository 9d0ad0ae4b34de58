from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.notices import points as notices
from cadres.platform.notices.models import Notice
from cadres.shared.pages.todo import Due, DueList

SHOWN = 8


def _notices(user: User, today: date) -> Iterator[DueList]:
    rows = Notice.objects.visible_to(user).unsettled().filter(due_on__isnull=False)
    rows = rows.exclude(kind__in=notices.listed_elsewhere()).order_by("due_on", "pk")
    found = list(rows[: SHOWN + 1])
    items = [
        Due(
            label=notices.text_of(row.kind, row.params),
            url=reverse("cadres:notice_open", args=[row.pk]),
            on=row.due_on,
            late=row.due_on < today,
        )
        for row in found[:SHOWN]
    ]
    yield DueList(_("Notices with a date"), items, reverse("cadres:notice_list"), more=len(found) > SHOWN)
