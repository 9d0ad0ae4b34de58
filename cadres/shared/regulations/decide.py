"""The one decision (裁决) on objections: what blocks, what somebody entitled sets aside, what only reminds.

Pure: the county's settings come in as ``action_of`` (a rule's key → its action), permissions as a boolean.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.shared.errors import Objection, Refused
from cadres.shared.regulations.catalogue import Action

ActionOf = Callable[[str], Action]

REASON_MISSING = "reason-missing"
NOT_PERMITTED = Objection(
    "override-not-permitted",
    _("Only who is entitled to it may set a rule aside. Ask a department leader to decide this."),
)
NO_REASON = Objection(REASON_MISSING, _("Write down why the rule is set aside. The reason goes on record."))


@dataclass(frozen=True)
class Split:
    """Objections by the action of their rule; those of a rule switched off are dropped."""

    blocking: tuple[Objection, ...] = ()
    overridable: tuple[Objection, ...] = ()
    reminding: tuple[Objection, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What became of the objections. With nothing ``blocked`` the act may be done and the rest goes on record."""

    blocked: tuple[Objection, ...] = ()
    overridden: tuple[Objection, ...] = ()
    reminded: tuple[Objection, ...] = ()

    def raise_if_blocked(self) -> None:
        """Raises ``Refused`` with everything that blocks."""
        if self.blocked:
            raise Refused(*self.blocked)

    @property
    def on_record(self) -> dict[str, Any]:
        """The fields of a ``Step`` that keep the decision."""
        return {"warnings": [str(o) for o in self.reminded], "overridden": [str(o) for o in self.overridden]}


def split_by_action(objections: Iterable[Objection], action_of: ActionOf) -> Split:
    """An objection that names no rule is plain logic, and blocks."""
    found: dict[Action, list[Objection]] = {action: [] for action in Action}
    for objection in objections:
        found[action_of(objection.rule) if objection.rule else Action.BLOCK].append(objection)
    return Split(tuple(found[Action.BLOCK]), tuple(found[Action.OVERRIDE]), tuple(found[Action.REMIND]))


def decide(
    objections: Iterable[Objection],
    *,
    action_of: ActionOf,
    override: bool = False,
    reason: str = "",
    may_override: bool = False,
) -> Decision:
    """Decide here and now. An override takes the wish, the permission and a reason; what it lacks is said.

    What a county's setting lets nobody override stays blocked whatever is asked.
    """
    split = split_by_action(objections, action_of)
    if not split.overridable or not override:
        return Decision(split.blocking + split.overridable, (), split.reminding)
    lacking = []
    if not may_override:
        lacking.append(NOT_PERMITTED)
    if not reason.strip() and all(o.code != REASON_MISSING for o in split.blocking):
        lacking.append(NO_REASON)
    if not may_override or not reason.strip():
        return Decision((*split.blocking, *split.overridable, *lacking), (), split.reminding)
    return Decision(split.blocking, split.overridable, split.reminding)


def decide_on_proposal(objections: Iterable[Objection], *, action_of: ActionOf) -> Decision:
    """A proposal overrides nothing: what may be set aside is borne in mind, for whoever decides on the proposal."""
    split = split_by_action(objections, action_of)
    return Decision(split.blocking, (), split.overridable + split.reminding)
