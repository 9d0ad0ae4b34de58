"""How a kinship is settled (回避关系确认): proposed by one, confirmed or dismissed by another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.registry.protection.choices import KinshipStage
from cadres.shared.errors import Objection
from cadres.shared.recusal import OWN_CASE
from cadres.shared.workflow import Move, actor


@dataclass(frozen=True)
class KinshipFacts:
    book: Any
    by: int
    user: int
    proposed_by: int | None


def another_person_settles(facts: KinshipFacts) -> Iterator[Objection]:
    if facts.by == facts.user:
        message = _("This is about your own relatives. Ask another person to settle it.")
        yield Objection("kinship-own", message, facts.book.source(OWN_CASE), OWN_CASE)
    if facts.by == facts.proposed_by:
        yield Objection("kinship-proposer", _("Who proposed it cannot settle it. Ask a second person."))


OPEN = (KinshipStage.PROPOSED,)
SETTLED = {"confirmed_by": actor}
MOVES = (
    Move(
        "confirm",
        _("Confirm"),
        OPEN,
        KinshipStage.CONFIRMED,
        "cadres.settle_kinship",
        (another_person_settles,),
        writes=SETTLED,
        follows=_("The file is closed to this account from now on, on every page, form and export."),
    ),
    Move(
        "dismiss",
        _("Dismiss"),
        (KinshipStage.PROPOSED, KinshipStage.CONFIRMED),
        KinshipStage.DISMISSED,
        "cadres.settle_kinship",
        (another_person_settles,),
        needs_reason=True,
        danger=True,
        writes=SETTLED,
        follows=_("The file is not, or no longer, closed to this account."),
    ),
)
