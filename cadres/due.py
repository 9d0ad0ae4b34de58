"""What is due in the base: exports to decide about and to fetch, notices that wait for an answer."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.choices import ExportStage
from cadres.models import ExportRequest, Notice, User
from cadres.services import exports
from cadres.shared import notices
from cadres.shared.due import Due, DueList

SHOWN = 8


def due_lists(user: User, today: date) -> list[DueList]:
    """Exports that await a second person or can be fetched, and open notices with a day. One query a list."""
    lists = [*_to_decide(user), *_to_fetch(user), *_notices(user, today)]
    return [one for one in lists if one.items]


def _to_decide(user: User) -> Iterator[DueList]:
    if user.has_perm("cadres.approve_export"):
        rows = list(exports.waiting_for(user).order_by("pk")[: SHOWN + 1])
        items = [
            Due(
                _("%(who)s: %(what)s") % {"who": row.requested_by, "what": row.title},
                row.get_absolute_url(),
                on=localdate(exports.decided_before(row)),
            )
            for row in rows[:SHOWN]
        ]
        yield DueList(
            _("Exports to approve"),
            items,
            f"{reverse('cadres:export_list')}?stage={ExportStage.REQUESTED}",
            more=len(rows) > SHOWN,
        )


def _to_fetch(user: User) -> Iterator[DueList]:
    if user.has_perm("cadres.request_export"):
        rows = ExportRequest.objects.filter(requested_by=user.pk).to_fetch().order_by("expires_at", "pk")
        rows = list(rows.only("title", "expires_at")[: SHOWN + 1])
        items = [Due(row.title, row.get_absolute_url(), on=localdate(row.expires_at)) for row in rows[:SHOWN]]
        yield DueList(
            _("Exports to download"),
            items,
            f"{reverse('cadres:export_list')}?stage={ExportStage.APPROVED}",
            more=len(rows) > SHOWN,
        )


def _notices(user: User, today: date) -> Iterator[DueList]:
    rows = Notice.objects.visible_to(user).unsettled().filter(due_on__isnull=False)
    rows = rows.exclude(kind__in=notices.LISTED_ELSEWHERE).order_by("due_on", "pk")
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
