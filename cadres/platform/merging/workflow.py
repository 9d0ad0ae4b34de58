"""How pairs of duplicates and merges are decided (合并审批): proposed by one, approved by another, both ways."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.merging.choices import MergeStage, PairStage
from cadres.shared.errors import Objection
from cadres.shared.workflow import Move, Taking, actor, nothing, reason

PROPOSE, APPROVE = "cadres.propose_merge", "cadres.approve_merge"
EFFECTS = "cadres.platform.merging.services.merges"


@dataclass(frozen=True)
class PairFacts:
    book: Any
    proposed: bool


@dataclass(frozen=True)
class MergeFacts:
    """``against`` is what the records themselves object to merging or, once merged, to going back.

    ``plan`` is what merging would do (a ``Plan``), while it is proposed.
    """

    book: Any
    by: int
    proposed_by: int
    back_by: int | None
    against: tuple[Objection, ...] = ()
    summary: dict[str, Any] = field(default_factory=dict)
    plan: Any = None


def no_merge_is_proposed(facts: PairFacts) -> Iterator[Objection]:
    if facts.proposed:
        yield Objection("merge-proposed", _("A merge of the two is proposed. Withdraw it or have it decided first."))


def another_person_approves(facts: MergeFacts) -> Iterator[Objection]:
    if facts.by == facts.proposed_by:
        yield Objection("merge-proposer", _("Who proposed the merge cannot decide on it. Ask a second person."))


def another_person_undoes(facts: MergeFacts) -> Iterator[Objection]:
    if facts.by == facts.back_by:
        yield Objection("merge-back-proposer", _("Who asked to undo it cannot decide on that. Ask a second person."))


def nothing_contradicts(facts: MergeFacts) -> Iterator[Objection]:
    yield from facts.against


def no_note(_taking: Taking) -> str:
    return ""


PAIR_MOVES = (
    Move(
        "different",
        _("They are not the same"),
        (PairStage.OPEN,),
        PairStage.DIFFERENT,
        PROPOSE,
        (no_merge_is_proposed,),
        needs_reason=True,
        writes={"note": reason},
    ),
    Move(
        "reopen",
        _("Look at them again"),
        (PairStage.DIFFERENT,),
        PairStage.OPEN,
        PROPOSE,
        writes={"note": no_note},
    ),
)
# What the program itself does with a pair, beside the moves of people: merged by a merge, open again when undone.
PAIR_EDGES = [(str(PairStage.OPEN), str(PairStage.MERGED)), (str(PairStage.MERGED), str(PairStage.OPEN))]

MERGE_MOVES = (
    Move(
        "approve",
        _("Merge them"),
        (MergeStage.PROPOSED,),
        MergeStage.MERGED,
        APPROVE,
        (another_person_approves, nothing_contradicts),
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.merge_records",
        follows=_(
            "Everything of the record that goes belongs to the one that stays, and its page leads there. Who "
            "proposed it may ask to undo it."
        ),
    ),
    Move(
        "decline",
        pgettext_lazy("merge", "Decline"),
        (MergeStage.PROPOSED,),
        MergeStage.DECLINED,
        APPROVE,
        (another_person_approves,),
        needs_reason=True,
        danger=True,
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.proposal_is_settled",
        follows=_("Both records stay as they are. The merge may be proposed again."),
    ),
    Move(
        "withdraw",
        pgettext_lazy("merge", "Withdraw"),
        (MergeStage.PROPOSED,),
        MergeStage.WITHDRAWN,
        PROPOSE,
        effect=f"{EFFECTS}.proposal_is_settled",
    ),
    Move(
        "ask_back",
        _("Ask to undo the merge"),
        (MergeStage.MERGED,),
        MergeStage.BACK_ASKED,
        PROPOSE,
        (nothing_contradicts,),
        needs_reason=True,
        danger=True,
        writes={"back_by": actor, "back_decided_by": nothing},
        effect=f"{EFFECTS}.ask_for_undoing",
    ),
    Move(
        "undo",
        _("Undo the merge"),
        (MergeStage.BACK_ASKED,),
        MergeStage.UNDONE,
        APPROVE,
        (another_person_undoes, nothing_contradicts),
        danger=True,
        writes={"back_decided_by": actor},
        effect=f"{EFFECTS}.undo_merge",
        follows=_(
            "Both records are there again, each with its own. What was added since stays with the one that stayed."
        ),
    ),
    Move(
        "stand",
        pgettext_lazy("merge", "Let it stand"),
        (MergeStage.BACK_ASKED,),
        MergeStage.MERGED,
        APPROVE,
        (another_person_undoes,),
        needs_reason=True,
        writes={"back_decided_by": actor},
        effect=f"{EFFECTS}.undoing_is_settled",
        follows=_("The records stay merged. Who asked to undo it may ask again."),
    ),
)
