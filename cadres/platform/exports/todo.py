from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.exports import services as exports
from cadres.platform.exports.choices import ExportStage
from cadres.platform.exports.models import ExportRequest
from cadres.platform.notices.todo import SHOWN
from cadres.shared.pages.todo import Due, DueList


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
