"""Opening and changing a cadre's file (干部档案): the particulars that staff type."""

from typing import Any

import pghistory
from django.db import transaction

from cadres.platform.access_log.services import refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_each, record_step
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.points import check_change
from cadres.registry.cadre_files.services.merged import refuse_merged
from cadres.shared.names import name_key
from cadres.shared.pages.edit_conflicts import check_unchanged

# What the form shows and a change may set. Identity number, phone and address are set only when typed: see KEPT.
FIELDS = (
    "name",
    "name_key",
    "sex",
    "born_on",
    "ethnicity",
    "native_place",
    "birthplace",
    "growth_place",
    "political_status",
    "joined_party_on",
    "began_work_on",
    "health",
    "professional_title",
    "speciality",
    "grade",
    "grade_since",
    "township_since",
    "status",
    "standing",
    "resume",
    "awards_text",
)
# Given when a file is opened; from then on they follow from the history of levels and ranks.
DERIVED = ("grade", "grade_since")
KEPT = ("identity_number", "phone", "address")  # masked on pages, so an empty field means "as it was"


@transaction.atomic
def open_file(values: dict[str, Any], *, by: User) -> Cadre:
    """A new cadre of the division in ``values``. Raises ``ValidationError``."""
    cadre = Cadre(division=values["division"])
    _set(cadre, values)
    cadre.full_clean()
    cadre.save()
    record_step(cadre, "open", by=by, target=cadre.status)
    return cadre


@transaction.atomic
def change_file(cadre: Cadre, values: dict[str, Any], *, by: User, seen: str = "", reason: str = "") -> Cadre:
    """Set the particulars. Raises ``OutOfDate`` when they are not as ``seen``, ``ValidationError`` when unsound,
    ``Refused`` when a verified one would change.
    """
    cadre = Cadre.objects.select_for_update(of=["self"]).get(pk=cadre.pk)
    refuse_merged(cadre)
    check_unchanged(cadre, FIELDS, seen)
    source = cadre.status
    changed = _set(cadre, values)
    if changed:
        check_change([(cadre, changed)])
        cadre.full_clean()
        with pghistory.context(move="change", reason=reason):
            cadre.save(update_fields=[*changed, "updated_at"])
        facts = {"fields": changed}
        record_step(cadre, "change", by=by, source=source, target=cadre.status, reason=reason, facts=facts)
    return cadre


@transaction.atomic
def open_files(found: list[dict[str, Any]], *, by: User) -> list[Cadre]:
    """Many new cadres by a few statements; single fields are checked by the caller. Raises ``IntegrityError``."""
    cadres = []
    for values in found:
        cadre = Cadre(division=values["division"])
        _set(cadre, values)
        cadres.append(cadre)
    Cadre.objects.bulk_create(cadres)
    record_each([(cadre, "open", {"target": cadre.status, "facts": {"imported": True}}) for cadre in cadres], by=by)
    return cadres


@transaction.atomic
def change_files(changes: list[tuple[Cadre, dict[str, Any]]], *, by: User) -> None:
    """Set particulars of many cadres, whose rows the caller has locked and whose fields it has checked.

    Raises ``Refused`` when a verified particular would change, or a post would be left without its holder.
    """
    found = []
    for cadre, values in changes:
        refuse_barred(by, cadre.pk)
        source = cadre.status
        if changed := _set(cadre, values):
            found.append((cadre, source, changed))
    check_change([(cadre, changed) for cadre, _source, changed in found])
    steps = []
    for cadre, source, changed in found:
        cadre.save(update_fields=[*changed, "updated_at"])
        step = {"source": source, "target": cadre.status, "facts": {"fields": changed, "imported": True}}
        steps.append((cadre, "change", step))
    record_each(steps, by=by)


def _set(cadre: Cadre, values: dict[str, Any]) -> list[str]:
    """Names of the fields that are different now."""
    wanted = {name: values[name] for name in FIELDS if name in values}
    wanted |= {name: values[name] for name in KEPT if values.get(name)}
    if not wanted.get("name_key") and wanted.get("name"):
        wanted["name_key"] = name_key(wanted["name"])
    changed = [name for name, value in wanted.items() if getattr(cadre, name) != value]
    for name in changed:
        setattr(cadre, name, wanted[name])
    return changed
