"""A procedure (程序) is one table of moves, read by service, page, API, database trigger and documentation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.errors import Objection
from cadres.shared.extensions import Point, Slot

Guard = Callable[[Any], Iterator[Objection]]
Value = Callable[["Taking"], Any]

MOVE_FORM = "cadres.shared.pages.forms.MoveForm"
DECISION_FORM = "cadres.shared.pages.forms.DecisionForm"  # with the wish to set rules aside


@dataclass(frozen=True)
class Move:
    """One step that may be taken from any of ``sources`` to ``target`` by who holds ``permission``.

    ``guards`` take the facts and yield every objection. ``form`` is the path of the form that asks for ``inputs``;
    those that are fields of the record are judged with everything else and saved with the stage. ``writes`` names the
    further fields that are saved, each with what it becomes. ``before`` and ``effect`` are paths of functions of one
    ``Taking``, run in the same transaction before and after the record is saved. ``follows`` tells who decides what
    comes of it. ``others``: steps of the record whose takers may not take this one (nobody alone). ``asks_again``:
    only who proved lately who he is may take it.
    """

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    permission: str
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False
    danger: bool = False
    asks_again: bool = False
    form: str = MOVE_FORM
    inputs: tuple[str, ...] = ()
    writes: Mapping[str, Value] = field(default_factory=dict)
    before: str = ""
    effect: str = ""
    follows: str | Promise = ""
    others: tuple[str, ...] = ()

    @property
    def form_class(self) -> Any:
        return import_string(self.form)

    def objections(self, stage: str, facts: Any) -> list[Objection]:
        if stage not in self.sources:
            return [Objection("wrong-stage", _("This step is not possible at the present stage."))]
        return [_with_page(objection, facts) for guard in self.guards for objection in guard(facts)]


def _with_page(objection: Objection, facts: Any) -> Objection:
    """With the page where it is mended, where the facts know one by its code (``mended_on``)."""
    if objection.url or not hasattr(facts, "mended_on"):
        return objection
    return replace(objection, url=facts.mended_on(objection.code))


@dataclass(frozen=True)
class Taking:
    """A move as it is taken: ``facts`` were gathered once, under lock; ``given`` are the inputs; ``source`` the stage.

    ``record`` still has its former values when ``writes`` and ``before`` read it, its new ones in the ``effect``.
    """

    move: Move
    record: Any
    by: Any
    facts: Any
    given: Mapping[str, Any]
    reason: str
    at: datetime
    source: str

    @property
    def today(self) -> date:
        return localdate(self.at)


# --- what a field may become ----------------------------------------------------------------------------


def actor(taking: Taking) -> Any:
    return taking.by


def today(taking: Taking) -> date:
    return taking.today


def now(taking: Taking) -> datetime:
    return taking.at


def reason(taking: Taking) -> str:
    return taking.reason


def nothing(_taking: Taking) -> None:
    return None


# --- the whole table ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AvailableMove:
    """A move as shown to one user: ``objections`` say why it cannot be taken yet, ``warnings`` only remind."""

    move: Move
    objections: list[Objection] = field(default_factory=list)
    warnings: list[Objection] = field(default_factory=list)


@dataclass(frozen=True)
class Workflow:
    """The whole table of one kind of record (``model`` as "app.Model"), with the functions that every move shares.

    ``collect_facts(record, by, given)`` returns the facts as they would be with what is given,
    ``facts_as_json(facts)`` what the record of the step keeps of them. ``prepare(record, by)`` runs first: reach,
    bars, and what must be locked before the record. ``settled(taking)`` runs last. ``related`` are read with the
    record.
    """

    name: str
    model: str
    moves: tuple[Move, ...]
    collect_facts: Callable[[Any, Any, Mapping[str, Any]], Any]
    facts_as_json: Callable[[Any], dict]
    stage_field: str = "stage"
    related: tuple[str, ...] = ()
    prepare: Callable[[Any, Any], None] | None = None
    settled: Callable[[Taking], None] | None = None

    def objections(self, move: Move, record: Any, by: Any, facts: Any) -> list[Objection]:
        """All that stands against the move for this person; one query where its ``others`` are asked for."""
        found = move.objections(getattr(record, self.stage_field), facts)
        if move.others and TAKEN.only(record, by, move.others):
            text = _("Who has prepared this cannot decide it, also not in another office. Ask a second person.")
            found.append(Objection("prepared-by-same", text))
        return found

    def __getitem__(self, name: str) -> Move:
        for move in self.moves:
            if move.name == name:
                return move
        raise KeyError(name)

    def __contains__(self, name: str) -> bool:
        return any(move.name == name for move in self.moves)

    @property
    def labels(self) -> dict[str, Any]:
        """Name → label of every move."""
        return {move.name: move.label for move in self.moves}

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def fields_of(self, names: Iterable[str]) -> list[str]:
        """Those of the names that are fields of the record."""
        known = {name for one in self.model_class._meta.concrete_fields for name in (one.name, one.attname)}
        return [name for name in names if name in known]


# Whether a person has taken one of these steps of a record. Given by the noun that keeps the steps.
TAKEN: Slot[Callable[[Any, Any, tuple[str, ...]], bool]] = Slot("steps taken")
WORKFLOWS: Point[Workflow] = Point("procedures", key=lambda workflow: workflow.name)


def edges(moves: Iterable[Move]) -> list[tuple[str, str]]:
    """Pairs (source, target) for ``pgtrigger.FSM`` and for the diagram in the documentation."""
    return sorted({(str(source), str(move.target)) for move in moves for source in move.sources})
