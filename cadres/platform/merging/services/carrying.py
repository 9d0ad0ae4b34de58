"""Carrying out a plan, and taking it back. Both run in the caller's transaction with the records locked."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import DatabaseError, IntegrityError, InternalError, connection, models, transaction
from django.utils.translation import gettext as _

from cadres.platform.merging.points import Mergeable, OnMerge, Op, Plan, policies_of
from cadres.platform.merging.services.plans import merged_already, take
from cadres.shared.crypto import EncryptedTextField
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import shown


def carry_out(plan: Plan, stays: Any, goes: Any, taken: list[str]) -> str:
    """Do what the plan says; returns what the way back needs. Raises ``Refused`` when the database objects."""
    kept: dict[str, Any] = {"present": plan.present, "ops": [], "before": _dump(stays, taken)}
    with _guarded():
        for op, rows in _grouped(plan.ops):
            keys = [one.pk for one in rows]
            found = _model(op).filter(pk__in=keys)
            if op.do == "move":
                found.update(**{op.field: op.new})
                kept["ops"].append(["move", op.model, keys, op.field, op.old, op.new])
            else:
                kept["ops"].append(["drop", op.model, keys, serializers.serialize("json", found.order_by("pk"))])
                found.delete()
        if taken:
            take(stays, goes, taken)
            stamps = [field.name for field in stays._meta.fields if getattr(field, "auto_now", False)]
            stays.save(update_fields=[*taken, *stamps])  # not what follows from the rows that moved
        kept["after"] = _dump(stays, taken)
        type(goes)._base_manager.filter(pk=goes.pk).update(merged_into=stays.pk)
    goes.merged_into_id = stays.pk
    return json.dumps(kept, ensure_ascii=False)


def against_going_back(kind: Mergeable, text: str, stays: Any, goes: Any) -> list[Objection]:
    """Every reason why the merge cannot be undone any more: what it did must still be as it left it.

    A field that a decision has settled since is no reason, since going back leaves it alone.
    """
    kept = json.loads(text)
    found = list(merged_already(stays))
    if goes.merged_into_id != stays.pk:
        found.append(Objection("not-merged", _("The record that went is no longer merged into this one.")))
    found += _changed_fields(kept, stays, set(kind.settled(stays)))
    dropped = {(op[1], key) for op in kept["ops"] if op[0] == "drop" for key in op[2]}
    moved: dict[str, list[Any]] = defaultdict(list)
    for op in kept["ops"]:
        if op[0] == "move":
            found += _moved_on(op, dropped)
            moved[op[1]] += op[2]
    found += kind.check_back(stays, moved)
    return found


def take_back(kind: Mergeable, text: str, stays: Any, goes: Any) -> None:
    """Undo in reverse order. Raises ``Refused`` when the database objects, for example to a seat taken since."""
    kept = json.loads(text)
    with _guarded():
        type(goes)._base_manager.filter(pk=goes.pk).update(merged_into=None)
        goes.merged_into_id = None
        before, settled = _load(kept["before"]), set(kind.settled(stays))
        for one in before:
            names = json.loads(kept["before"])[0]["fields"]
            take(stays, one, [name for name in names if name not in settled])
            stays.save()
        for op in reversed(kept["ops"]):
            manager = apps.get_model(op[1])._base_manager
            if op[0] == "move":
                _do, _model_name, keys, field, old, _new = op
                manager.filter(pk__in=keys).update(**{field: old})
            else:
                for row in serializers.deserialize("json", op[3]):
                    models.Model.save_base(row.object, raw=True, force_insert=True)


def added_later(kind: Mergeable, text: str, stays: Any) -> list[tuple[str, list[str]]]:
    """What was added to the record that stays since the merge; it remains there when the merge is undone."""
    present = json.loads(text)["present"]
    found = []
    for part in policies_of(kind.model.lower()):
        known = present.get(f"{part.model}.{part.field}")
        if part.on_merge == OnMerge.LEAVE or part.show is None or known is None:
            continue
        rows = part.model_class._base_manager.filter(**{part.field: stays.pk}).exclude(pk__in=known)
        lines = [text for row in rows.select_related(*part.related).order_by("pk") if (text := part.show(row))]
        if lines:
            found.append((str(part.model_class._meta.verbose_name_plural), lines))
    return found


def _grouped(ops: list[Op]) -> Iterator[tuple[Op, list[Op]]]:
    """Neighbours that do the same are one statement."""
    for _key, group in groupby(ops, key=lambda op: (op.do, op.model, op.field, op.old, op.do == "move" and op.new)):
        rows = list(group)
        yield rows[0], rows


def _model(op: Op) -> Any:
    return apps.get_model(op.model)._base_manager


@contextmanager
def _guarded() -> Iterator[None]:
    """A savepoint at whose end deferred constraints are checked too; what they say becomes a refusal."""
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except (IntegrityError, InternalError) as error:  # the second: what a trigger raises without a code
        raise _refusal(error) from error


def _refusal(error: DatabaseError) -> Refused:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "—"
    text = _("The records contradict each other or what was entered since (%(rule)s). Correct that first.")
    return Refused(Objection("contradiction", text % {"rule": name}))


def _dump(record: Any, names: list[str]) -> str:
    return serializers.serialize("json", [record], fields=names) if names else "[]"


def _load(text: str) -> list[Any]:
    return [one.object for one in serializers.deserialize("json", text)]


def _changed_fields(kept: dict[str, Any], stays: Any, settled: set[str]) -> Iterator[Objection]:
    for one in _load(kept["after"]):
        for name in (name for name in json.loads(kept["after"])[0]["fields"] if name not in settled):
            field = stays._meta.get_field(name)
            now, then = getattr(stays, field.attname), getattr(one, field.attname)
            if field.get_internal_type() == "BinaryField":
                now, then = bytes(now or b""), bytes(then or b"")
            if now != then:
                secret = isinstance(field, EncryptedTextField) or not field.editable
                values = {"field": field.verbose_name, "then": "***" if secret else shown(field, then)}
                text = _("%(field)s was changed after the merge. Set it back to “%(then)s” first.")
                yield Objection("field-changed", text % values)


def _moved_on(op: list, dropped: set[tuple[str, Any]]) -> Iterator[Objection]:
    _do, model_name, keys, field, _old, new = op
    model = apps.get_model(model_name)
    keys = [key for key in keys if (model_name, key) not in dropped]
    there = set(model._base_manager.filter(pk__in=keys, **{field: new}).values_list("pk", flat=True))
    for key in sorted(set(keys) - there):
        values = {"what": model._meta.verbose_name, "number": key}
        text = _("%(what)s No. %(number)s, which came with the merge, was removed or given to another record since.")
        yield Objection("row-gone", text % values)
