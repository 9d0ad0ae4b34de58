"""Parts of a file that staff type (学历学位、家庭成员、年度考核结果): added, changed, put in order, removed.

The file's row is locked first, so that two changes of one file queue. A part that a form file brought keeps what that
file says in unknown elements; nothing here touches those of the others.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cadres.platform.access_log.services import refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.registry.cadre_files.models import AnnualResult, Cadre, Education, FamilyMember
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_seen, check_unchanged, fingerprint_of, rows_state

Part = Education | FamilyMember | AnnualResult

FIELDS: dict[type[Part], tuple[str, ...]] = {
    Education: ("mode", "level", "degree", "school", "degree_school"),
    FamilyMember: ("relation", "name", "born", "political_status", "work"),
    AnnualResult: ("year", "grade"),
}


@transaction.atomic
def add_part(cadre: Cadre, model: type[Part], values: dict[str, Any], *, by: User, reason: str = "") -> Any:
    """A new line of education, relative or yearly result. Raises ``Refused``, ``ValidationError``."""
    cadre = lock_file(cadre.pk, by=by)
    part: Any = model(cadre=cadre, **{name: values[name] for name in FIELDS[model]})
    if isinstance(part, FamilyMember):
        last = cadre.family.on_form().last()
        part.position = last.position + 1 if last else 0
    _check_year(part)
    part.full_clean()
    _record(part, "add", by=by, reason=reason, write=part.save)
    return part


@transaction.atomic
def change_part(part: Part, values: dict[str, Any], *, by: User, seen: str = "", reason: str = "") -> Any:
    """Raises ``OutOfDate`` when it is not as ``seen`` or gone, ``Refused``, ``ValidationError``."""
    part = _locked(part, by=by, seen=seen)
    changed = [name for name in FIELDS[type(part)] if name in values and getattr(part, name) != values[name]]
    if changed:
        _refuse_confirmed(part)
        for name in changed:
            setattr(part, name, values[name])
        _check_year(part)
        part.full_clean()
        _record(part, "change", by=by, reason=reason, write=lambda: part.save(update_fields=changed))
    return part


@transaction.atomic
def remove_part(part: Part, *, by: User, seen: str = "", reason: str = "") -> Cadre:
    """Take a part away; what it said stays in the history. Raises ``OutOfDate``, ``Refused``."""
    part = _locked(part, by=by, seen=seen)
    objections = list(_confirmed(part))
    if not reason.strip():
        objections.append(Objection("reason-missing", _("Write down the reason.")))
    if objections:
        raise Refused(*objections)
    cadre = part.cadre
    _record(part, "remove", by=by, reason=reason, write=part.delete)
    return cadre


@dataclass(frozen=True)
class Rows:
    """What is to be done with the rows of one kind: values by the key of what is saved, new ones, keys to remove."""

    model: type[Part]
    changed: Mapping[int, dict[str, Any]]
    added: Sequence[dict[str, Any]]
    removed: Collection[int]


@transaction.atomic
def save_parts(cadre: Cadre, rows: Rows, *, by: User, seen: str = "", reason: str = "") -> Cadre:
    """All of it or nothing, each row on record as if it had been typed alone.

    Raises ``OutOfDate`` when the rows are not as ``seen`` (``parts_state``), ``Refused``, ``ValidationError``.
    """
    cadre = lock_file(cadre.pk, by=by)
    parts: dict[int, Any] = {part.pk: part for part in parts_of(cadre, rows.model)}
    check_seen(fingerprint_of(parts_state(parts.values(), rows.model)), seen)
    if not parts.keys() >= set(rows.changed) | set(rows.removed):
        raise _gone()
    for pk in rows.removed:
        remove_part(parts[pk], by=by, reason=reason)
    for pk, values in rows.changed.items():
        change_part(parts[pk], values, by=by, reason=reason)
    for values in rows.added:
        add_part(cadre, rows.model, values, by=by, reason=reason)
    return cadre


def parts_of(cadre: Cadre, model: type[Part]) -> QuerySet[Any]:
    """The rows of one kind in the order of the file."""
    rows: Any = model._default_manager.filter(cadre=cadre)
    return rows.on_form() if model is FamilyMember else rows


def parts_state(parts: Iterable[Any], model: type[Part]) -> dict[str, Any]:
    return rows_state({str(part.pk): part for part in parts}, FIELDS[model])


@transaction.atomic
def move_relative(member: FamilyMember, *, up: bool, by: User) -> FamilyMember:
    """One place up or down on the printed form; at either end nothing happens."""
    cadre = lock_file(member.cadre_id, by=by)
    family = list(cadre.family.on_form())
    place = next((place for place, one in enumerate(family) if one.pk == member.pk), None)
    if place is None:
        raise _gone()
    other = place - 1 if up else place + 1
    if 0 <= other < len(family):
        family[place], family[other] = family[other], family[place]
        for position, one in enumerate(family):
            one.position = position
        FamilyMember.objects.bulk_update(family, ["position"])
        record_step(cadre, "move_familymember", by=by, facts={"part": member.pk, "position": other})
    return member


def lock_file(pk: int, *, by: User) -> Cadre:
    """The file, locked and not closed to this account. Raises ``PermissionDenied``."""
    refuse_barred(by, pk)
    return Cadre.objects.select_for_update(of=["self"]).only("pk", "name", "division_id").get(pk=pk)


def _locked(part: Part, *, by: User, seen: str) -> Any:
    cadre = lock_file(part.cadre_id, by=by)
    found: Any = type(part)._default_manager.select_for_update(of=["self"]).filter(pk=part.pk).first()
    if found is None:
        raise _gone()
    check_unchanged(found, FIELDS[type(part)], seen)
    found.cadre = cadre
    return found


def _gone() -> Refused:
    return Refused(Objection("removed-meanwhile", _("Somebody else has removed this. Go back to the file.")))


def _check_year(part: Part) -> None:
    if not isinstance(part, AnnualResult):
        return
    others = AnnualResult.objects.filter(cadre_id=part.cadre_id, year=part.year).exclude(pk=part.pk)
    if there := others.first():
        message = _("%(year)d has a result already. Change that one.") % {"year": part.year}
        raise Refused(Objection("result-exists", message, url=there.get_absolute_url()))


def _confirmed(part: Part) -> list[Objection]:
    if isinstance(part, AnnualResult) and part.confirmed_here:
        message = _("This grade was confirmed in this system. It is changed where it was confirmed, in Assessment.")
        return [Objection("confirmed-here", message)]
    return []


def _refuse_confirmed(part: Part) -> None:
    if objections := _confirmed(part):
        raise Refused(*objections)


def _record(part: Any, verb: str, *, by: User, reason: str, write: Callable[[], Any]) -> None:
    """Write, and put on record who and why. Adding gives the part its key, removing takes it."""
    move, before = f"{verb}_{part._meta.model_name}", part.pk
    with pghistory.context(move=move, reason=reason):
        write()
    record_step(part.cadre, move, by=by, reason=reason, facts={"part": part.pk or before})
