"""Making a county's indicator system and putting it in force (制定与启用指标体系)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils.translation import gettext as _

from assessment.systems.choices import SystemStage
from assessment.systems.facts import collect_system_facts, system_facts_as_json
from assessment.systems.models import Indicator, IndicatorSystem
from assessment.systems.services.defaults import INDICATORS, METHOD, NAME
from assessment.systems.workflow import SYSTEM_MOVES
from cadres.models import Division, User
from cadres.platform.log.services import decide_for, make_move, record_step
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_unchanged
from cadres.shared.workflow import Taking, Workflow


def _lock_county(system: IndicatorSystem, _by: Any) -> None:
    """Two systems are not put in force at once."""
    Division.objects.select_for_update(of=["self"]).get(pk=system.division_id)


SYSTEMS = Workflow(
    "assessment.system",
    "assessment.IndicatorSystem",
    SYSTEM_MOVES,
    collect_system_facts,
    system_facts_as_json,
    prepare=_lock_county,
)
INDICATOR_FIELDS = ("code", "name", "name_en", "dimension", "horizon", "direction", "unit", "weight", "alpha")
COPIED = (*INDICATOR_FIELDS, "position")


@transaction.atomic
def define_system(
    division: Division,
    *,
    name: str,
    method: str,
    by: User | None,
    indicators: Iterable[dict[str, Any]] = INDICATORS,
) -> IndicatorSystem:
    """A new draft with these indicators (the shipped ones unless given). Raises ``ValidationError``."""
    system = IndicatorSystem(division=division, name=name, method=method, version=_next_version(division, name))
    system.full_clean()
    system.save()
    rows = [Indicator(system=system, position=number, **row) for number, row in enumerate(indicators, start=1)]
    for row in rows:
        row.clean_fields(exclude=["system"])
    Indicator.objects.bulk_create(rows)
    record_step(system, "define", by=by, target=SystemStage.DRAFT, facts={"indicators": len(rows)})
    return system


@transaction.atomic
def copy_system(system: IndicatorSystem, *, by: User) -> IndicatorSystem:
    """A draft of the next version with the same indicators, to be changed and put in force."""
    rows = [{name: getattr(row, name) for name in COPIED if name != "position"} for row in system.indicators.all()]
    copy = define_system(system.division, name=system.name, method=system.method, by=by, indicators=rows)
    record_step(copy, "copied_from", by=by, facts={"system": system.pk, "version": system.version})
    return copy


@transaction.atomic
def change_indicator(
    system: IndicatorSystem, indicator: Indicator | None, *, by: User, seen: str = "", **fields: Any
) -> Indicator:
    """Change an indicator of a draft; None adds one. Raises ``Refused``, ``OutOfDate``, ``ValidationError``."""
    system = _lock_draft(system)
    if indicator is None:
        last = system.indicators.aggregate(last=Max("position"))["last"] or 0
        indicator = Indicator(system=system, position=last + 1)
    else:
        indicator = system.indicators.filter(pk=indicator.pk).first()
        if indicator is None:
            raise Refused(Objection("indicator-gone", _("Somebody else has removed this indicator.")))
        check_unchanged(indicator, INDICATOR_FIELDS, seen)
    indicator.system = system
    for name, value in fields.items():
        setattr(indicator, name, value)
    indicator.full_clean()
    indicator.save()
    record_step(system, "change_indicator", by=by, facts={name: str(value) for name, value in fields.items()})
    return indicator


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: User) -> None:
    """Take an indicator out of a draft."""
    system = _lock_draft(indicator.system)
    record_step(system, "remove_indicator", by=by, facts={"code": indicator.code})
    indicator.delete()


def move_system(system: IndicatorSystem, name: str, *, by: User, **wish: Any) -> IndicatorSystem:
    """Put a draft in force (which takes the running system out of force) or take one out of force.

    Raises what ``make_move`` raises.
    """
    return make_move(SYSTEMS, system, name, by=by, **wish)


def put_in_force(system: IndicatorSystem, *, by: User, on: date | None = None) -> IndicatorSystem:
    return move_system(system, "put_in_force", by=by, on=on)


@transaction.atomic
def install_default_system(division: Division, *, on: date) -> tuple[IndicatorSystem, bool]:
    """The shipped system, in force from ``on``, for a county that has none. Idempotent; the program itself acts."""
    Division.objects.select_for_update(of=["self"]).get(pk=division.pk)
    if existing := IndicatorSystem.objects.filter(division=division).order_by("pk").first():
        return existing, False
    system = define_system(division, name=NAME, method=METHOD, by=None)
    facts = collect_system_facts(system, None, {"on": on})
    move = SYSTEMS["put_in_force"]
    decision = decide_for(None, move.objections(system.stage, facts), book=facts.book)
    decision.raise_if_blocked()
    system.stage, system.in_force = SystemStage.IN_FORCE, DateRange(on, None)
    system.save(update_fields=["stage", "in_force"])
    record_step(
        system,
        move.name,
        by=None,
        source=SystemStage.DRAFT,
        target=SystemStage.IN_FORCE,
        facts=system_facts_as_json(facts),
        **decision.on_record,
    )
    return system, True


def end_running(taking: Taking) -> None:
    """The county's running system ends where this one begins, so that two never run at once."""
    in_force = IndicatorSystem.objects.filter(stage=SystemStage.IN_FORCE)
    running = in_force.filter(division=taking.record.division_id).first()
    if running is not None:
        text = _("Replaced by %(system)s") % {"system": taking.record}
        make_move(SYSTEMS, running, "retire", by=taking.by, reason=text, on=taking.facts.on)


def _lock_draft(system: IndicatorSystem) -> IndicatorSystem:
    system = IndicatorSystem.objects.select_for_update(of=["self"]).get(pk=system.pk)
    if system.stage != SystemStage.DRAFT:
        raise Refused(
            Objection("not-a-draft", _("A system once in force is not changed. Copy it as a new version first."))
        )
    return system


def _next_version(division: Division, name: str) -> int:
    last = IndicatorSystem.objects.filter(division=division, name=name).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1
