"""Keeping rosters: made by anybody who reads files, changed by their owner alone."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings
from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.registry.rosters.models import Roster
from cadres.registry.rosters.points import COLUMNS
from cadres.shared.pages.edit_conflicts import check_unchanged

FIELDS = ("name", "shared", "columns", "order", "grouping", "conditions")


@transaction.atomic
def keep_roster(values: dict[str, Any], *, by: User) -> Roster:
    """A new roster of the office that the account belongs to. Raises ``ValidationError``."""
    remit = by.remits.order_by("division_id").first()
    if remit is None:
        raise PermissionDenied
    roster = Roster(division_id=remit.division_id, owner=by)
    _set(roster, values)
    record_step(roster, "keep", by=by, target=roster.name)
    return roster


@transaction.atomic
def change_roster(roster: Roster, values: dict[str, Any], *, by: User, seen: str = "") -> Roster:
    """Raises ``PermissionDenied`` for others than the owner, ``OutOfDate``, ``ValidationError``."""
    roster = _own(roster, by)
    check_unchanged(roster, FIELDS, seen)
    source = roster.name
    _set(roster, values)
    record_step(roster, "change", by=by, source=source, target=roster.name)
    return roster


@transaction.atomic
def remove_roster(roster: Roster, *, by: User) -> None:
    """Only the choice of columns is gone; the people are not touched."""
    roster = _own(roster, by)
    record_step(roster, "remove", by=by, source=roster.name)
    roster.delete()


@transaction.atomic
def record_printing(roster: Roster, made: Any, *, by: User) -> None:
    """That the sheet was shown for printing: once for the roster, once for each person on it."""
    ids = [row.cadre.pk for group in made.groups for row in group.rows]
    record_step(roster, "print", by=by, facts={"people": len(ids)})
    record_readings(ids, "roster", by=by, kind=AccessKind.PRINT, reason=roster.name)


def _own(roster: Roster, by: User) -> Roster:
    roster = Roster.objects.select_for_update(of=["self"]).get(pk=roster.pk)
    if roster.owner_id != by.pk:
        raise PermissionDenied
    return roster


def _set(roster: Roster, values: dict[str, Any]) -> None:
    for name in FIELDS:
        setattr(roster, name, values[name])
    if unknown := [key for key in roster.columns if key not in COLUMNS]:
        raise ValidationError(_("Unknown column: %(key)s") % {"key": unknown[0]})
    roster.full_clean()
    roster.save()
