from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.exports import services as exports
from cadres.platform.exports.choices import ExportStage
from cadres.platform.exports.models import ExportRequest
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of

SHOWN = 8


def to_decide(user: User, _today: date) -> DueList:
    return first_of(
        _("Exports to approve"),
        exports.waiting_for(user).order_by("pk"),
        lambda row: Due(
            _("%(who)s: %(what)s") % {"who": row.requested_by, "what": row.title},
            row.get_absolute_url(),
            on=localdate(exports.decided_before(row)),
        ),
        f"{reverse('cadres:export_list')}?stage={ExportStage.REQUESTED}",
        shown=SHOWN,
        user=user,
    )


def to_fetch(user: User, _today: date) -> DueList:
    rows = ExportRequest.objects.filter(requested_by=user.pk).to_fetch().order_by("expires_at", "pk")
    return first_of(
        _("Exports to download"),
        rows.only("title", "expires_at"),
        lambda row: Due(row.title, row.get_absolute_url(), on=localdate(row.expires_at)),
        f"{reverse('cadres:export_list')}?stage={ExportStage.APPROVED}",
        shown=SHOWN,
        user=user,
    )


TODO_LISTS = (
    TodoList("exports.decide", "cadres.approve_export", to_decide, place=10),
    TodoList("exports.fetch", "cadres.request_export", to_fetch, place=20),
)
