"""Facts of townships: profiles by year, and pilots of one shoulder."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import record_step
from cadres.registry.townships.models import DivisionProfile, Pilot
from cadres.registry.townships.points import ENDINGS
from cadres.registry.townships.rules import tier
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_unchanged

PROFILE_FIELDS = ("year", "population", "area", "mountain_share", "distance", "income", "revenue", "was_poor")


@transaction.atomic
def add_profile(division: Division, values: dict[str, Any], *, by: User) -> DivisionProfile:
    """Facts of one more year; the tier is computed, never typed. Raises ``ValidationError``, ``Refused``."""
    if division.level != Level.TOWNSHIP:
        raise Refused(Objection("not-a-township", _("Only a unit at township level has a profile.")))
    profile = DivisionProfile(division=division)
    _set(profile, values)
    profile.full_clean()
    profile.save()
    record_step(profile, "add", by=by, target=profile.tier)
    return profile


@transaction.atomic
def change_profile(profile: DivisionProfile, values: dict[str, Any], *, by: User, seen: str = "") -> DivisionProfile:
    """Correct one year's facts. Raises ``OutOfDate``, ``ValidationError``."""
    profile = DivisionProfile.objects.select_for_update(of=["self"]).get(pk=profile.pk)
    check_unchanged(profile, PROFILE_FIELDS, seen)
    source = profile.tier
    _set(profile, values)
    profile.full_clean()
    profile.save()
    record_step(profile, "change", by=by, source=source, target=profile.tier)
    return profile


def _set(profile: DivisionProfile, values: dict[str, Any]) -> None:
    for name in PROFILE_FIELDS:
        setattr(profile, name, values[name])
    profile.tier = tier(
        income=profile.income,
        revenue=profile.revenue,
        mountain_share=profile.mountain_share,
        distance=profile.distance,
        was_poor=profile.was_poor,
    )


@transaction.atomic
def declare_pilot(division: Division, *, since: date, until: date | None, basis: str, by: User) -> Pilot:
    """From ``since`` up to and without ``until`` one cadre may be secretary and head here. Raises ``Refused``."""
    # Locked, so that two declarations queue and the second sees the first.
    division = Division.objects.select_for_update(of=["self"]).get(pk=division.pk)
    objections = []
    if not Division.objects.townships().filter(pk=division.pk).exists():
        objections.append(
            Objection("not-a-township", _("Only a town or township has a party secretary and a head of its own."))
        )
    if until is not None and until <= since:
        objections.append(Objection("ends-before-start", _("A pilot ends after its first day.")))
    elif there := division.pilots.filter(period__overlap=DateRange(since, until)).first():
        text = _("This township already has a pilot during that time.")
        objections.append(Objection("pilot-overlaps", text, url=there.get_absolute_url()))
    if objections:
        raise Refused(*objections)
    pilot = Pilot(division=division, period=DateRange(since, until), basis=basis)
    pilot.full_clean()
    pilot.save()
    record_step(pilot, "declare", by=by, target="declared", facts={"since": since, "until": until, "basis": basis})
    return pilot


@transaction.atomic
def end_pilot(pilot: Pilot, *, until: date, basis: str, by: User) -> Pilot:
    """End a pilot: ``until`` is the first day that no longer belongs to it; ``basis`` is the paper that ends it.

    Raises ``Refused`` while somebody holds both posts beyond that day.
    """
    pilot = Pilot.objects.select_for_update(of=["self"]).get(pk=pilot.pk)
    since, before = pilot.period.lower, pilot.period.upper
    objections = []
    if until <= since:
        objections.append(Objection("ends-before-start", _("A pilot ends after its first day.")))
    if before is not None and until >= before:
        objections.append(Objection("pilot-ended", _("This pilot ends earlier already. Declare a new one.")))
    objections = objections or [objection for guard in ENDINGS for objection in guard(pilot, until)]
    if objections:
        raise Refused(*objections)
    pilot.period = DateRange(since, until)
    pilot.save(update_fields=["period"])
    record_step(pilot, "end", by=by, source="declared", target="ended", facts={"until": until, "basis": basis})
    return pilot
