"""How old records go (到期清理): proposed by the system administrator, approved by the security administrator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.retention.choices import DisposalStage
from cadres.platform.retention.regulations import HANDS
from cadres.shared.errors import Objection
from cadres.shared.phrases import day_text
from cadres.shared.workflow import Move, actor

VIEW, PROPOSE, SETTLE = "cadres.view_disposal", "cadres.propose_disposal", "cadres.settle_disposal"
EFFECTS = "cadres.platform.retention.services"


@dataclass(frozen=True)
class DisposalFacts:
    """``kept_since``: what happened from then on must be kept; ``rule`` says so. ``broken``: the job ended early."""

    book: Any
    by: int
    proposed_by: int
    before: date
    kept_since: date
    rule: str
    done: bool = False
    running: bool = False
    broken: bool = False


def another_person(facts: DisposalFacts) -> Iterator[Objection]:
    if facts.by == facts.proposed_by:
        text = _("Who proposed it cannot decide about it. Ask the security administrator.")
        yield Objection("disposal-same-hands", text, facts.book.source(HANDS), HANDS)


def kept_long_enough(facts: DisposalFacts) -> Iterator[Objection]:
    if facts.before > facts.kept_since:
        text = _("What happened on %(day)s or later must still be kept.") % {"day": day_text(facts.kept_since)}
        yield Objection("disposal-too-young", text, facts.book.source(facts.rule), facts.rule)


def not_done_yet(facts: DisposalFacts) -> Iterator[Objection]:
    if facts.done:
        yield Objection("disposal-done", _("It is carried out. What is gone does not come back."))
    elif facts.running:
        yield Objection("disposal-running", _("It is being carried out. Stop the job first."))


def it_stopped(facts: DisposalFacts) -> Iterator[Objection]:
    if facts.done or not facts.broken:
        yield Objection("disposal-not-broken", _("It is being carried out, or is done."))


def who_proposed_acts(facts: DisposalFacts) -> Iterator[Objection]:
    if facts.by != facts.proposed_by:
        text = _("Only who proposed it withdraws it. The security administrator may decline it.")
        yield Objection("disposal-not-yours", text)


PROPOSED, APPROVED = (DisposalStage.PROPOSED,), (DisposalStage.APPROVED,)
MOVES = (
    Move(
        "approve",
        pgettext_lazy("disposal", "Approve"),
        PROPOSED,
        DisposalStage.APPROVED,
        SETTLE,
        (another_person, kept_long_enough),
        danger=True,
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.begin",
        follows=_(
            "The records are deleted for good, by a job that does all or nothing. How many, of what and by whose "
            "decision stays on record; of sealed records the digest stays, so that the chain still verifies."
        ),
        asks_again=True,
    ),
    Move(
        "decline",
        pgettext_lazy("disposal", "Decline"),
        PROPOSED,
        DisposalStage.DECLINED,
        SETTLE,
        (another_person,),
        needs_reason=True,
        danger=True,
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.declined",
        follows=_("Nothing is deleted. Who proposed it is told the reason and may propose again."),
    ),
    Move(
        "withdraw",
        pgettext_lazy("disposal", "Withdraw"),
        PROPOSED + APPROVED,
        DisposalStage.WITHDRAWN,
        PROPOSE,
        (who_proposed_acts, not_done_yet),
        danger=True,
        effect=f"{EFFECTS}.withdrawn",
    ),
    Move(
        "resume",
        pgettext_lazy("disposal", "Carry it out again"),
        APPROVED,
        DisposalStage.APPROVED,
        PROPOSE,
        (who_proposed_acts, it_stopped, kept_long_enough),
        effect=f"{EFFECTS}.begin",
    ),
)
