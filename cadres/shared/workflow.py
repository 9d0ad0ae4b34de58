"""A procedure (程序) is one table of moves, read by service, page, API, database trigger and documentation."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cadres.shared.errors import Objection

Guard = Callable[[Any], Iterator[Objection]]


@dataclass(frozen=True)
class Move:
    """One step that may be taken from any of ``sources`` to ``target`` by who holds ``permission``.

    ``guards`` take the facts and yield every objection. ``form`` names the form that collects what the move needs.
    """

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    permission: str
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False
    danger: bool = False

    def objections(self, stage: str, facts: Any) -> list[Objection]:
        if stage not in self.sources:
            return [Objection("wrong-stage", _("This step is not possible at the present stage."))]
        return [objection for guard in self.guards for objection in guard(facts)]


@dataclass(frozen=True)
class Offer:
    """A move as shown to one user: ``objections`` say why it cannot be taken yet, ``warnings`` only remind."""

    move: Move
    objections: list[Objection] = field(default_factory=list)
    warnings: list[Objection] = field(default_factory=list)


@dataclass(frozen=True)
class Workflow:
    """The whole table of one kind of record, with the function that gathers its facts.

    ``gather(record, by)`` returns the facts that guards read; ``snapshot(facts)`` makes them storable as JSON.
    ``effects`` maps a move's name to ``effect(record, by=…, reason=…)``, run in the same transaction.
    """

    name: str
    moves: tuple[Move, ...]
    gather: Callable[..., Any]
    snapshot: Callable[[Any], dict]
    stage_field: str = "stage"
    effects: dict[str, Callable] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Move:
        for move in self.moves:
            if move.name == name:
                return move
        raise KeyError(name)

    @property
    def labels(self) -> dict[str, Any]:
        """Name → label of every move."""
        return {move.name: move.label for move in self.moves}

    def __contains__(self, name: str) -> bool:
        return any(move.name == name for move in self.moves)


def edges(moves: Iterable[Move]) -> list[tuple[str, str]]:
    """Pairs (source, target) for ``pgtrigger.FSM`` and for the diagram in the documentation."""
    return sorted({(str(source), str(move.target)) for move in moves for source in move.sources})
