"""How an export of personal data is settled (导出审批): asked for by one, approved by another, fetched once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.exports.choices import ExportStage
from cadres.platform.exports.regulations import COPYING, EXPORT_APPROVAL, PERSONAL
from cadres.shared.errors import Objection
from cadres.shared.workflow import Move, Taking, actor, now

ASK, APPROVE = "cadres.request_export", "cadres.approve_export"
KEPT = timedelta(days=7)  # an approved file waits so long to be fetched
EFFECTS = "cadres.platform.exports.services"


@dataclass(frozen=True)
class ExportFacts:
    """``covered``: the decider answers for all that the file may hold. ``able``: who asked may still have it.

    ``barred``: a file that it tells of has become closed to him as his own or a relative's since it was made.
    """

    book: Any
    by: int
    requested_by: int
    covered: bool
    able: bool
    ready: bool = False
    broken: bool = False
    over: bool = False
    barred: bool = False


def another_person_decides(facts: ExportFacts) -> Iterator[Objection]:
    if facts.by == facts.requested_by:
        yield Objection("export-own", _("Who asked for it cannot decide about it. Ask a second person."), COPYING)
    if not facts.covered:
        yield Objection("export-remit", _("It may hold rows that you do not answer for. A wider office must decide."))


def requester_may_have_it(facts: ExportFacts) -> Iterator[Objection]:
    if not facts.able:
        yield Objection("export-unable", _("Who asked for it may no longer read these records. Decline it."), PERSONAL)


def a_second_person_is_not_needed(facts: ExportFacts) -> Iterator[Objection]:  # noqa: ARG001 -- a guard
    yield Objection("export-approval", _("A second person has to approve it."), COPYING, EXPORT_APPROVAL)


def the_requester_acts(facts: ExportFacts) -> Iterator[Objection]:
    if facts.by != facts.requested_by:
        yield Objection("export-not-yours", _("Only who asked for it may do this."))


def the_file_is_ready(facts: ExportFacts) -> Iterator[Objection]:
    if facts.over:
        yield Objection("export-over", _("The time to fetch it is over. Ask again."))
    elif not facts.ready:
        yield Objection("export-not-ready", _("The file is not ready yet. Look again in a moment."))


def it_is_still_his_to_have(facts: ExportFacts) -> Iterator[Objection]:
    """Days may lie between making and fetching; whoever was moved or barred meanwhile gets nothing old."""
    if facts.ready and (facts.barred or not facts.able):
        yield Objection("export-unable", _("You may no longer read all that stands in the file. Ask again."), PERSONAL)


def the_making_failed(facts: ExportFacts) -> Iterator[Objection]:
    if not facts.broken:
        yield Objection("export-not-broken", _("The file is being made, or is ready."))


def kept_until(taking: Taking) -> datetime:
    return taking.at + KEPT


def yes(_taking: Taking) -> bool:
    return True


ASKED, APPROVED = (ExportStage.REQUESTED,), (ExportStage.APPROVED,)
MOVES = (
    Move(
        "approve",
        pgettext_lazy("export", "Approve"),
        ASKED,
        ExportStage.APPROVED,
        APPROVE,
        (another_person_decides, requester_may_have_it),
        writes={"decided_by": actor, "expires_at": kept_until},
        effect=f"{EFFECTS}.make_file",
        follows=_(
            "The file is made with a watermark and waits seven days. Who asked for it fetches it once, and all "
            "whom it tells of have it on record."
        ),
        asks_again=True,
    ),
    Move(
        "decline",
        pgettext_lazy("export", "Decline"),
        ASKED,
        ExportStage.DECLINED,
        APPROVE,
        (another_person_decides,),
        needs_reason=True,
        danger=True,
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.declined",
        follows=_("No file is made. Who asked for it is told the reason and may ask again."),
    ),
    Move(
        "withdraw",
        pgettext_lazy("export", "Withdraw"),
        ASKED,
        ExportStage.WITHDRAWN,
        ASK,
        (the_requester_acts,),
        danger=True,
        effect=f"{EFFECTS}.withdrawn",
    ),
    Move(
        "release",
        pgettext_lazy("export", "Go on without a second person"),
        ASKED,
        ExportStage.APPROVED,
        ASK,
        (the_requester_acts, requester_may_have_it, a_second_person_is_not_needed),
        writes={"expires_at": kept_until, "waived": yes},
        effect=f"{EFFECTS}.make_file",
    ),
    Move(
        "remake",
        pgettext_lazy("export", "Make the file again"),
        APPROVED,
        ExportStage.APPROVED,
        ASK,
        (the_requester_acts, requester_may_have_it, the_making_failed),
        effect=f"{EFFECTS}.make_file",
    ),
    Move(
        "fetch",
        pgettext_lazy("export", "Download once"),
        APPROVED,
        ExportStage.FETCHED,
        ASK,
        (the_requester_acts, the_file_is_ready, it_is_still_his_to_have),
        writes={"fetched_at": now},
        asks_again=True,
    ),
)
BY_ITSELF = {  # the program's own moves, each hour
    "lapse": (ExportStage.REQUESTED.value, ExportStage.LAPSED.value),
    "expire": (ExportStage.APPROVED.value, ExportStage.EXPIRED.value),
}
