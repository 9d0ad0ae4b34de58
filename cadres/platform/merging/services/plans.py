"""What merging two records would do: read, and nothing written. Each part costs one query however many rows it has."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext as _

from cadres.platform.merging.points import (
    LEFT,
    MOVED,
    STAYS,
    UNITED,
    Mergeable,
    OnMerge,
    Op,
    Plan,
    RelationPolicy,
    Resolution,
    Section,
    policies_of,
)
from cadres.shared.errors import Objection


@dataclass(frozen=True)
class Side:
    """One of the two records, with its rows of one part."""

    record: Any
    rows: list[Any]


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def make_plan(kind: Mergeable, stays: Any, goes: Any, taken: list[str], *, turned: Plan | None = None) -> Plan:
    """The order of ``ops`` is that of carrying them out: what hangs on a row first, then the row itself.

    ``turned`` is the plan with the other record staying, whose reading is used again.
    """
    plan = Plan(read=turned.read if turned else {})
    plan.objections += merged_already(stays, goes)
    plan.objections += kind.check(stays, goes, taken)
    plan.objections += _unsound(stays, goes, taken)
    _walk(plan, type(stays), [(stays, goes)], top=True)
    plan.ops = list(_in_order(plan.ops))
    return plan


def merged_already(*records: Any) -> Iterator[Objection]:
    for record in records:
        if record.merged_into_id is not None:
            yield Objection(
                "merged-already",
                _("%(name)s (No. %(number)s) has been merged into another record meanwhile.")
                % {"name": record, "number": record.pk},
            )


def _unsound(stays: Any, goes: Any, taken: list[str]) -> Iterator[Objection]:
    """What the model itself says of the particulars as they are chosen."""
    if not taken:
        return
    before = {name: getattr(stays, stays._meta.get_field(name).attname) for name in taken}
    take(stays, goes, taken)
    try:
        stays.full_clean(validate_unique=False, validate_constraints=True, exclude=_untouched(stays, taken))
    except ValidationError as error:
        for message in error.messages:
            yield Objection("unsound", message)
    finally:
        for name, value in before.items():
            setattr(stays, stays._meta.get_field(name).attname, value)


def _untouched(record: Any, taken: list[str]) -> set[str]:
    return {one.name for one in record._meta.concrete_fields} - set(taken)


def take(stays: Any, goes: Any, taken: list[str]) -> None:
    for name in taken:
        attname = stays._meta.get_field(name).attname
        setattr(stays, attname, getattr(goes, attname))


def _walk(plan: Plan, model: type[models.Model], pairs: list[tuple[Any, Any]], *, top: bool = False) -> None:
    """Add what becomes of all that points to the second of each pair. Below the top the second is taken away."""
    for part in policies_of(label(model)):
        if part.on_merge == OnMerge.LEAVE:
            if top:
                plan.sections.append(_counted(plan, part, *pairs[0]))
            continue
        rows = defaultdict(list)
        attname = part.model_class._meta.get_field(part.field).attname  # type: ignore[union-attr]  # a foreign key
        wanted = [record.pk for pair in pairs for record in pair]
        for row in _read(plan, part, wanted):
            rows[getattr(row, attname)].append(row)
        moved: list[Op] = []
        united: list[tuple[Any, Any, Resolution]] = []
        into = {theirs.pk: ours.pk for ours, theirs in pairs}
        for ours, theirs in pairs:
            stays, goes = Side(ours, rows[ours.pk]), Side(theirs, rows[theirs.pk])
            fates = _sort(plan, part, stays, goes, united, top=top)
            moved += [_moving(part, row, theirs.pk, ours.pk) for row in goes.rows if fates[row.pk] == MOVED]
            if top:
                plan.sections.append(_section(part, stays.rows, goes.rows, fates))
        for row in _unite(plan, part, united):
            goer = getattr(row, attname)
            moved.append(_moving(part, row, goer, into[goer]))
        plan.ops += moved
        if top:
            plan.present[f"{part.model}.{part.field}"] = [row.pk for row in rows[pairs[0][0].pk]] + [
                op.pk for op in moved
            ]


def _read(plan: Plan, part: RelationPolicy, wanted: list[Any]) -> list[Any]:
    key = (part.model, part.field, frozenset(wanted))
    if key not in plan.read:
        found = part.model_class._base_manager.filter(**{f"{part.field}__in": wanted})
        plan.read[key] = list(found.select_related(*part.related).order_by("pk"))
    return plan.read[key]


def _moving(part: RelationPolicy, row: Any, old: Any, new: Any) -> Op:
    return Op("move", label(part.model_class), row.pk, part.field, old, new)


def _sort(  # noqa: PLR0913 -- both sides and what is gathered from them
    plan: Plan, part: RelationPolicy, stays: Side, goes: Side, united: list[tuple[Any, Any, Resolution]], *, top: bool
) -> dict[Any, str]:
    """Each row of the second record goes along, is united with its like, is left, or is objected to."""
    mates = {part.key(row): row for row in stays.rows} if part.key else {}
    fates: dict[Any, str] = {}
    going = []
    for row in goes.rows:
        key = part.key(row) if part.key else None
        mate = mates.get(key) if key is not None else None
        fates[row.pk] = MOVED if mate is None else UNITED
        if mate is None:
            going.append(row)
            continue
        meeting = part.resolve(mate, row)
        if isinstance(meeting, Objection):
            plan.objections.append(meeting)
        elif meeting == Resolution.BOTH and top:
            fates[row.pk] = LEFT
        elif meeting == Resolution.BOTH:
            plan.objections.append(_hangs(part, row))
        else:
            united.append((mate, row, meeting))
    plan.objections += part.check(stays.record, goes.record, stays.rows, going)
    return fates


def _unite(plan: Plan, part: RelationPolicy, united: list[tuple[Any, Any, Resolution]]) -> list[Any]:
    """Of each pair one is taken away, never one on which something hangs that cannot move.

    Returns those of the record that goes which remain; they have to be moved.
    """
    holding = _held(part, [row.pk for ours, theirs, _keep in united for row in (ours, theirs)])
    pairs, staying = [], []
    for ours, theirs, keep in united:
        if ours.pk in holding and theirs.pk in holding:
            plan.objections.append(_hangs(part, theirs))
        elif theirs.pk in holding or (keep == Resolution.THEIRS and ours.pk not in holding):
            pairs.append((theirs, ours))
            staying.append(theirs)
        else:
            pairs.append((ours, theirs))
    if pairs:
        _walk(plan, part.model_class, pairs)
        plan.ops += [Op("drop", label(part.model_class), dropped.pk, new=kept.pk) for kept, dropped in pairs]
    return staying


def _held(part: RelationPolicy, keys: list[Any]) -> set[Any]:
    """Which of the rows have something hanging on them that never changes."""
    held: set[Any] = set()
    for child in policies_of(label(part.model_class)) if keys else ():
        if child.on_merge == OnMerge.LEAVE:
            rows = child.model_class._base_manager.filter(**{f"{child.field}__in": keys})
            held |= set(rows.order_by().values_list(child.field, flat=True).distinct())
    return held


def _hangs(part: RelationPolicy, row: Any) -> Objection:
    values = {"what": part.model_class._meta.verbose_name, "row": part.show(row) if part.show else row.pk}
    text = _("%(what)s: %(row)s is there twice, and both have records that never change. They cannot be united.")
    return Objection("frozen-twice", text % values)


def _in_order(ops: list[Op]) -> Iterator[Op]:
    """A row that was taken away with something it hangs on cannot be moved any more."""
    gone = set()
    for op in ops:
        if (op.model, op.pk) in gone:
            continue
        if op.do == "drop":
            gone.add((op.model, op.pk))
        yield op


def _counted(plan: Plan, part: RelationPolicy, stays: Any, goes: Any) -> Section:
    """Rows that stay with the record they were written about: readings may be thousands, so they are counted."""
    key = (part.model, part.field, frozenset([stays.pk, goes.pk]))
    if key not in plan.read:
        rows = part.model_class._base_manager.filter(**{f"{part.field}__in": [stays.pk, goes.pk]}).order_by()
        plan.read[key] = list(rows.values_list(part.field).annotate(n=Count("pk")))
    numbers = dict(plan.read[key])
    return Section(_title(part), numbers=(numbers.get(stays.pk, 0), numbers.get(goes.pk, 0)), counted=True)


def _section(part: RelationPolicy, ours: list, theirs: list, fates: dict[Any, str]) -> Section:
    if part.show is None:
        return Section(_title(part), numbers=(len(ours), len(theirs)), counted=True)
    stay = [(text, STAYS) for row in ours if (text := part.show(row))]
    go = [(text, fates[row.pk]) for row in theirs if (text := part.show(row))]
    return Section(_title(part), stay, go, (len(stay), len(go)))


def _title(part: RelationPolicy) -> str:
    return str(part.model_class._meta.verbose_name_plural)
