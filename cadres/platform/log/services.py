"""The one way a record with stages moves on: permission, lock, freshness, rules, save, record, effects."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pghistory
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cadres.platform.log.choices import STEP_NAMES, VERBS
from cadres.platform.log.models import Step
from cadres.shared.errors import Objection, OutOfDate
from cadres.shared.recusal import refuse_deciding, refuse_given
from cadres.shared.regulations.decide import REASON_MISSING, Decision, decide
from cadres.shared.workflow import WORKFLOWS, AvailableMove, Taking, Workflow

if TYPE_CHECKING:
    from cadres.platform.accounts.models import User

OVERRIDE = "cadres.override_rule"


def decide_for(
    by: "User | None", objections: Iterable[Objection], *, book: Any, override: bool = False, reason: str = ""
) -> Decision:
    """``decide`` with the permission of who acts (None: the program itself, which overrides nothing)."""
    may = by is not None and by.has_perm(OVERRIDE)
    return decide(objections, action_of=book.action, override=override, reason=reason, may_override=may)


def available_moves(workflow: Workflow, record: Any, *, user: "User", facts: Any = None) -> list[AvailableMove]:
    """The moves this user may take from here, each with what still stands against it.

    ``facts`` are those of the workflow, where the caller has gathered them already.
    """
    facts = workflow.collect_facts(record, user, {}) if facts is None else facts
    stage = getattr(record, workflow.stage_field)
    found = []
    for move in workflow.moves:
        if stage in move.sources and user.has_perm(move.permission):
            asked = getattr(facts, "asked_in_form", ())  # not said before the form asks for it
            objections = [one for one in workflow.objections(move, record, user, facts) if one.code not in asked]
            decision = decide(objections, action_of=facts.book.action)
            found.append(AvailableMove(move, list(decision.blocked), list(decision.reminded)))
    return found


@transaction.atomic
def make_move(  # noqa: PLR0913 -- what every move carries
    workflow: Workflow,
    record: Any,
    name: str,
    *,
    by: "User",
    reason: str = "",
    seen_stage: str = "",
    override: bool = False,
    **given: Any,
) -> Any:
    """Move ``record`` by the workflow's move ``name`` or raise saying every reason why not.

    ``given`` are the move's ``inputs``. ``override`` sets aside objections whose rule allows it; needs
    ``cadres.override_rule`` and a reason. Recusal comes before every rule, and nobody sets it aside. Raises
    ``PermissionDenied``, ``OutOfDate``, ``Refused``; ``TypeError`` for an input that the move does not know.
    """
    move = workflow[name]
    if unknown := given.keys() - set(move.inputs):
        raise TypeError(f"{workflow.name}.{name} takes no {', '.join(sorted(unknown))}")
    if not by.has_perm(move.permission):
        raise PermissionDenied
    refuse_deciding(by, record)
    refuse_given(by, given)
    if workflow.prepare is not None:
        workflow.prepare(record, by)
    rows = type(record).objects.select_for_update(of=["self"])
    record = (rows.select_related(*workflow.related) if workflow.related else rows).get(pk=record.pk)
    stage, reason = getattr(record, workflow.stage_field), reason.strip()
    if seen_stage and stage != seen_stage:
        raise OutOfDate(_("Somebody else has moved this on since you opened the page. Here is its present state."))
    facts = workflow.collect_facts(record, by, given)
    objections = workflow.objections(move, record, by, facts)
    if move.needs_reason and not reason:
        objections.append(Objection(REASON_MISSING, _("Write down the reason.")))
    decision = decide_for(by, objections, book=facts.book, override=override, reason=reason)
    decision.raise_if_blocked()
    taking = Taking(move, record, by, facts, given, reason, timezone.now(), stage)
    _save(workflow, taking)
    record_step(
        record,
        name,
        by=by,
        reason=reason,
        source=stage,
        target=move.target,
        facts=workflow.facts_as_json(facts),
        **decision.on_record,
        edition=getattr(getattr(facts, "edition", None), "name", ""),
    )
    if move.effect:
        import_string(move.effect)(taking)
    if workflow.settled is not None:
        workflow.settled(taking)
    return record


def _save(workflow: Workflow, taking: Taking) -> None:
    """The stage, the inputs that are fields, and what the row says is written besides; nothing else."""
    move, record = taking.move, taking.record
    values = {field: taking.given[field] for field in workflow.fields_of(taking.given)}
    values |= {field: value(taking) for field, value in move.writes.items()}
    if move.before:  # not within the context: moves that it takes would write their own name over this one's
        import_string(move.before)(taking)
    for field, value in (values | {workflow.stage_field: move.target}).items():
        setattr(record, field, value)
    history = {"move": f"{workflow.name}.{move.name}"} | ({"reason": taking.reason} if taking.reason else {})
    with pghistory.context(**history):
        record.save(update_fields=[workflow.stage_field, *values])


def record_step(record: models.Model, move: str, *, by: "User | None", **details: Any) -> Step:
    """Write who decided what. ``by`` is None for the program itself (a nightly task).

    Every service that decides ends here, so this is where nobody decides about himself or a relative: raises
    ``Refused``, and what the service wrote before is undone with its transaction.
    """
    refuse_deciding(by, record)
    return Step.objects.create(subject=f"{record._meta.label_lower}:{record.pk}", move=move, by=by, **details)


def record_steps(records: Iterable[models.Model], move: str, *, by: "User | None", **details: Any) -> list[Step]:
    """``record_step`` for many records by one query."""
    return record_each(((record, move, details) for record in records), by=by)


def record_each(steps: Iterable[tuple[models.Model, str, dict[str, Any]]], *, by: "User | None") -> list[Step]:
    """``record_step`` for many records by one query, each with its own details: (record, move, details)."""
    wanted = list(steps)
    refuse_deciding(by, *(record for record, _move, _details in wanted))
    return Step.objects.bulk_create(
        Step(subject=f"{record._meta.label_lower}:{record.pk}", move=move, by=by, **details)
        for record, move, details in wanted
    )


def step_name(subject: str, move: str) -> Any:
    """What a step on "app.model:pk" is called: as its procedure does, else as the list of steps has it."""
    model = subject.partition(":")[0]
    for workflow in WORKFLOWS:
        if workflow.model.lower() == model and move in workflow:
            return workflow[move].label
    verb, _line, part = move.partition("_")
    if move not in STEP_NAMES and verb in VERBS:
        parts = [one for one in apps.get_models() if one._meta.model_name == part]
        return VERBS[verb] % {"what": parts[0]._meta.verbose_name} if parts else move
    return STEP_NAMES.get(move, move)


def labelled(steps: Iterable[Step], labels: Mapping[str, Any]) -> list[Step]:
    """The steps with ``label``, their name in the reader's language, by ``labels`` or else by ``step_name``."""
    found = list(steps)
    for step in found:
        step.label = labels.get(step.move) or step_name(step.subject, step.move)  # type: ignore[attr-defined]
    return found


def has_taken(record: models.Model, by: "User | None", moves: tuple[str, ...]) -> bool:
    """Whether this person has taken one of these steps of the record, in whatever office. One query."""
    return by is not None and record.pk is not None and Step.objects.of(record).filter(by=by, move__in=moves).exists()
