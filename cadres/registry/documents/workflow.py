"""How a paper leaves a file (材料撤出): asked for by one, decided by another; nothing is taken out by one person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.documents.choices import DocumentStage
from cadres.registry.documents.regulations import VERIFIED_PAPER
from cadres.shared.errors import Objection
from cadres.shared.workflow import Move, actor, edges, nothing, now

KEEP, SETTLE = "cadres.keep_documents", "cadres.settle_withdrawal"
REPLACED_FROM = (str(DocumentStage.KEPT), str(DocumentStage.REPLACED))  # a new edition, by its own service


@dataclass(frozen=True)
class DocumentFacts:
    """``again``: the same content stands in the file a second time. ``verifies``: what rests on it (``Reliance``)."""

    book: Any
    by: int
    asked_by: int | None
    destroyed: bool
    again: bool
    verifies: tuple[Any, ...] = ()


def another_person_decides(facts: DocumentFacts) -> Iterator[Objection]:
    if facts.by == facts.asked_by:
        yield Objection("document-asker", _("Who asked for the withdrawal cannot decide it. Ask a second person."))


def content_is_there(facts: DocumentFacts) -> Iterator[Objection]:
    if facts.destroyed:
        yield Objection("document-destroyed", _("The content was destroyed when its time was over. Scan it again."))


def nothing_took_its_place(facts: DocumentFacts) -> Iterator[Objection]:
    if facts.again:
        yield Objection("document-again", _("The same content has been put into the file again meanwhile."))


def own_request(facts: DocumentFacts) -> Iterator[Objection]:
    if facts.by != facts.asked_by:
        text = _("Only who asked for the withdrawal takes the request back. A leader may leave the paper in the file.")
        yield Objection("document-other-asker", text)


def no_verification_rests_on_it(facts: DocumentFacts) -> Iterator[Objection]:
    if facts.verifies:
        text = _(
            "What was verified on this paper could no longer be looked up in it: %(items)s. Have it verified anew on"
            " another paper first, or say that you know it and write down the reason."
        )
        items = "、".join(str(found.label) for found in facts.verifies)
        yield Objection(
            "document-verifies", text % {"items": items}, facts.book.source(VERIFIED_PAPER), VERIFIED_PAPER
        )


NOBODYS = {"asked_by": nothing, "settled_by": nothing, "withdrawn_at": nothing}

MOVES = (
    Move(
        "ask",
        _("Ask for withdrawal"),
        (DocumentStage.KEPT,),
        DocumentStage.ASKED,
        KEEP,
        needs_reason=True,
        danger=True,
        writes={"asked_by": actor},
    ),
    Move(
        "confirm",
        pgettext_lazy("paper", "Withdraw"),
        (DocumentStage.ASKED,),
        DocumentStage.WITHDRAWN,
        SETTLE,
        (another_person_decides, no_verification_rests_on_it),
        danger=True,
        writes={"settled_by": actor, "withdrawn_at": now},
        follows=_(
            "The paper leaves the file. Its content is destroyed after thirty days; until then it can be put back."
        ),
    ),
    Move(
        "take_back",
        _("Take the request back"),
        (DocumentStage.ASKED,),
        DocumentStage.KEPT,
        KEEP,
        (own_request,),
        writes=NOBODYS,
    ),
    Move(
        "decline",
        _("Leave in the file"),
        (DocumentStage.ASKED,),
        DocumentStage.KEPT,
        SETTLE,
        needs_reason=True,
        writes=NOBODYS,
        follows=_("The paper stays in the file. Withdrawal may be asked for again."),
    ),
    Move(
        "put_back",
        _("Put back into the file"),
        (DocumentStage.WITHDRAWN,),
        DocumentStage.KEPT,
        SETTLE,
        (content_is_there, nothing_took_its_place),
        needs_reason=True,
        writes=NOBODYS,
        follows=_("The paper stands in the file again, as if nobody had asked for its withdrawal."),
    ),
)
EDGES = sorted([*edges(MOVES), REPLACED_FROM])
