"""How a matter of an account is confirmed (账号审批): asked for by one administrator, settled by another person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.account_requests.choices import RequestKind, RequestStage
from cadres.platform.account_requests.regulations import HANDS
from cadres.platform.accounts.choices import Role
from cadres.shared.errors import Objection
from cadres.shared.workflow import Move, actor

ASK, SETTLE = "cadres.ask_account", "cadres.settle_account"
EFFECTS = "cadres.platform.account_requests.services"


@dataclass(frozen=True)
class AccountFacts:
    """``by_role`` and ``asked_role``: of who decides and who asked. ``against``: what the account itself objects."""

    book: Any
    kind: str
    by: int
    by_role: str
    asked_by: int
    asked_role: str
    account: int
    account_role: str
    against: tuple[Objection, ...] = ()


def another_person(facts: AccountFacts) -> Iterator[Objection]:
    source = facts.book.source(HANDS)
    if facts.by == facts.asked_by:
        text = _("Who asked for it cannot decide about it. Ask a second person.")
        yield Objection("account-same-hands", text, source, HANDS)
    if facts.by == facts.account:
        yield Objection("own-account", _("Nobody decides about his own account. Ask another person."), source, HANDS)


def the_right_person(facts: AccountFacts) -> Iterator[Objection]:
    """A role is confirmed by who gives none, a code and a lost factor by who does, a token by who makes none."""
    source = facts.book.source(HANDS)
    if facts.kind == RequestKind.ROLE and facts.by_role == Role.SECURITY:
        text = _("A role is confirmed by a department leader or the system administrator.")
        yield Objection("account-wrong-hands", text, source, HANDS)
    if facts.kind == RequestKind.TOKEN and facts.by_role != Role.SYSTEM:
        text = _("A token is released by the system administrator, who hands it over.")
        yield Objection("account-wrong-hands", text, source, HANDS)
    if facts.kind in (RequestKind.RESET, RequestKind.FACTOR) and not _security_takes_part(facts):
        text = _("The activation code of a leader or administrator needs the security administrator.")
        if facts.kind == RequestKind.FACTOR:
            text = _("That a second factor is taken away needs the security administrator.")
        yield Objection("account-wrong-hands", text, source, HANDS)


def _security_takes_part(facts: AccountFacts) -> bool:
    """Of the two one is the security administrator; where the matter is his own, a leader stands in for him."""
    if facts.by_role == Role.SECURITY:
        return True
    return facts.by_role == Role.LEADER and Role.SECURITY in (facts.asked_role, facts.account_role)


def the_account_takes_it(facts: AccountFacts) -> Iterator[Objection]:
    yield from facts.against


def who_asked_acts(facts: AccountFacts) -> Iterator[Objection]:
    if facts.by != facts.asked_by:
        yield Objection("account-not-yours", _("Only who asked for it may do this."))


ASKED = (RequestStage.ASKED,)
MOVES = (
    Move(
        "confirm",
        pgettext_lazy("account request", "Confirm"),
        ASKED,
        RequestStage.DONE,
        SETTLE,
        (another_person, the_right_person, the_account_takes_it),
        danger=True,
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.confirmed",
        follows=_(
            "A role counts from the next click on. Of an activation code you are shown the second half, and the "
            "password that was opens nothing any more. A second factor is gone, and its holder sets up another. "
            "Of a token you are shown the secret, to be handed over. The holder of the account and the audit "
            "administrators are told."
        ),
        asks_again=True,
    ),
    Move(
        "decline",
        pgettext_lazy("account request", "Decline"),
        ASKED,
        RequestStage.DECLINED,
        SETTLE,
        (another_person,),
        needs_reason=True,
        danger=True,
        writes={"decided_by": actor},
        effect=f"{EFFECTS}.declined",
        follows=_("Nothing changes. Who asked for it is told the reason and may ask again."),
    ),
    Move(
        "withdraw",
        pgettext_lazy("account request", "Withdraw"),
        ASKED,
        RequestStage.WITHDRAWN,
        ASK,
        (who_asked_acts,),
        danger=True,
        effect=f"{EFFECTS}.withdrawn",
    ),
)
