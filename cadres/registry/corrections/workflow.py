"""How what a procedure owns is put right (更正): proposed by staff with a paper, approved by a leader."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.corrections.choices import CorrectionStage
from cadres.registry.corrections.regulations import HANDS, PAPER
from cadres.shared.errors import Objection
from cadres.shared.workflow import Move, actor

VIEW, PROPOSE, SETTLE = "cadres.view_correction", "cadres.propose_correction", "cadres.settle_correction"
EFFECTS = "cadres.registry.corrections.services"


@dataclass(frozen=True)
class CorrectionFacts:
    """``former``: what it would correct is still as it was when it was proposed."""

    book: Any
    kind: str
    by: int
    proposed_by: int
    has_paper: bool
    as_it_was: bool
    url: str = ""


def another_person(facts: CorrectionFacts) -> Iterator[Objection]:
    if facts.by == facts.proposed_by:
        text = _("Who proposed the correction cannot decide about it. Ask a second person.")
        yield Objection("correction-same-hands", text, facts.book.source(HANDS), HANDS)


def there_is_a_paper(facts: CorrectionFacts) -> Iterator[Objection]:
    if not facts.has_paper:
        text = _("No scanned paper is attached. Who proposed the correction attaches it.")
        yield Objection("correction-paper", text, facts.book.source(PAPER), PAPER, facts.url)


def nothing_changed_meanwhile(facts: CorrectionFacts) -> Iterator[Objection]:
    if not facts.as_it_was:
        text = _("What it corrects has been changed since it was proposed. Decline it and have it proposed again.")
        yield Objection("correction-overtaken", text)


def who_proposed_acts(facts: CorrectionFacts) -> Iterator[Objection]:
    if facts.by != facts.proposed_by:
        text = _("Only who proposed the correction withdraws it. A leader may decline it.")
        yield Objection("correction-not-yours", text)


PROPOSED = (CorrectionStage.PROPOSED,)
MOVES = (
    Move(
        "approve",
        pgettext_lazy("correction", "Approve"),
        PROPOSED,
        CorrectionStage.APPLIED,
        SETTLE,
        (another_person, there_is_a_paper, nothing_changed_meanwhile),
        danger=True,
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.applied",
        follows=_(
            "What is proposed is written at once. What stood there before remains in the history and on the page of "
            "the correction."
        ),
    ),
    Move(
        "decline",
        pgettext_lazy("correction", "Decline"),
        PROPOSED,
        CorrectionStage.DECLINED,
        SETTLE,
        (another_person,),
        needs_reason=True,
        danger=True,
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.declined",
        follows=_("Nothing changes. Who proposed it is told the reason and may propose again."),
    ),
    Move(
        "withdraw",
        pgettext_lazy("correction", "Withdraw"),
        PROPOSED,
        CorrectionStage.WITHDRAWN,
        PROPOSE,
        (who_proposed_acts,),
        danger=True,
        effect=f"{EFFECTS}.withdrawn",
    ),
)
