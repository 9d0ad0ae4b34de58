"""Opening a cycle, entering its values, moving it on (考核周期)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.facts import townships_of
from assessment.cycles.models import Cycle, Value
from assessment.systems.choices import SystemStage
from assessment.systems.models import Indicator, IndicatorSystem
from assessment.systems.regulations import CYCLE, JUMP
from cadres.models import Division, User
from cadres.platform.log.services import record_step
from cadres.platform.rule_settings.facts import rulebook
from cadres.shared.errors import Objection, Refusals, Refused
from cadres.shared.pages.edit_conflicts import check_seen, fingerprint_of
from cadres.shared.phrases import titled


@transaction.atomic
def open_cycle(
    division: Division,
    year: int,
    *,
    by: User | None,
    due_on: date | None = None,
    system: IndicatorSystem | None = None,
) -> Cycle:
    """Begin a year's assessment with the county's system in force. Raises ``Refused``, ``ValidationError``."""
    system = system or IndicatorSystem.objects.filter(division=division, stage=SystemStage.IN_FORCE).first()
    objections = []
    if system is None:
        text = _("No indicator system is in force. Put one in force first.")
        objections.append(Objection("no-system", text, url=reverse("assessment:system_list")))
    if year > timezone.localdate().year:
        objections.append(Objection("year-ahead", _("That year has not begun.")))
    if system is None or objections:
        raise Refused(*objections)
    cycle = Cycle(division=division, system=system, year=year, due_on=due_on)
    cycle.full_clean()
    cycle.save()
    record_step(cycle, "open", by=by, target=CycleStage.COLLECTING, facts={"system": system.pk, "year": year})
    return cycle


def values_state(values: Iterable[Value]) -> dict[str, list[str]]:
    """Number and source by indicator, as a form shows them: compared, so that nobody overwrites unseen ones."""
    return {str(value.indicator_id): state_of(value.number, value.note) for value in values}


def state_of(number: Decimal | None, note: str) -> list[str]:
    return ["" if number is None else f"{number.normalize():f}", note]


@transaction.atomic
def enter_values(  # noqa: PLR0913 -- what is entered, where, by whom, after which look
    cycle: Cycle,
    township: Division,
    numbers: dict[int, tuple[Decimal | None, str]],
    *,
    by: User | None,
    checked: bool = False,
    seen: str = "",
) -> int:
    """Store a township's values, all or none: indicator id → (number or None to clear, source).

    Indicators not named stay as they are. ``checked`` says that jumps against last year were verified. Returns how
    many changed. Raises ``Refused``, ``OutOfDate``, ``ValidationError``.
    """
    cycle = Cycle.objects.select_for_update(of=["self"]).get(pk=cycle.pk)
    existing = {value.indicator_id: value for value in Value.objects.filter(cycle=cycle, division=township)}
    indicators = {row.pk: row for row in Indicator.objects.filter(system=cycle.system_id)}
    check_seen(fingerprint_of(values_state(existing.values())), seen)
    objections = _misplaced(cycle, township, numbers, indicators)
    if objections:
        raise Refused(*objections)
    added, changed, cleared, record = [], [], [], {}
    for pk, (number, note) in numbers.items():
        old = existing.get(pk)
        if (old.number if old else None) == number and (old is None or old.note == note):
            continue
        record[indicators[pk].code] = [str(old.number) if old else None, None if number is None else str(number)]
        if old is None:
            added.append(Value(cycle=cycle, division=township, indicator=indicators[pk]))
        elif number is None:
            cleared.append(old.pk)
        else:
            changed.append(old)
    for value in (*added, *changed):
        value.number, value.note = numbers[value.indicator_id]  # type: ignore[assignment]  # None was cleared
        value.entered_by, value.entered_at = by, timezone.now()
    _check_fields([*added, *changed])
    jumps = _jumps(cycle, township, [*added, *changed], indicators)
    if jumps and not checked:
        raise Refused(*jumps)
    Value.objects.bulk_create(added)
    Value.objects.bulk_update(changed, ["number", "note", "entered_by", "entered_at"])
    Value.objects.filter(pk__in=cleared).delete()
    if record:
        facts = {"township": township.pk, "values": record}
        record_step(cycle, "values", by=by, facts=facts, warnings=[str(o) for o in jumps])
    return len(record)


@transaction.atomic
def enter_numbers(  # noqa: PLR0913 -- what is entered, from where, by whom, after which look
    cycle: Cycle,
    numbers: dict[Division, dict[int, Decimal | None]],
    *,
    source: str = "",
    by: User | None,
    checked: bool = False,
    seen: str = "",
) -> int:
    """Store numbers of several townships, all or none: township → indicator id → number or None to clear.

    Indicators not named stay as they are; a number keeps the source that it had where no ``source`` is given. ``seen``
    is of ``numbers_state`` of these townships. Returns how many values changed. Raises as ``enter_values``, each
    refusal with the name of its township.
    """
    cycle = Cycle.objects.select_for_update(of=["self"]).get(pk=cycle.pk)
    present = list(Value.objects.filter(cycle=cycle, division__in=numbers))
    check_seen(fingerprint_of(numbers_state(present)), seen)
    sources = {(value.division_id, value.indicator_id): value.note for value in present}
    refusals, changed = Refusals(), 0
    for township, given in ((place, cells) for place, cells in numbers.items() if cells):
        with refusals.about(str(township)):
            values = {
                pk: (number, "" if number is None else source or sources.get((township.pk, pk), ""))
                for pk, number in given.items()
            }
            changed += enter_values(cycle, township, values, by=by, checked=checked)
    refusals.raise_if_any()
    return changed


def numbers_state(values: Iterable[Value]) -> dict[str, str]:
    """``<township>-<indicator id>`` → the number as a form shows it."""
    return {f"{value.division_id}-{value.indicator_id}": state_of(value.number, "")[0] for value in values}


def _misplaced(
    cycle: Cycle, township: Division, numbers: dict[int, tuple], indicators: dict[int, Indicator]
) -> list[Objection]:
    objections = []
    if cycle.stage != CycleStage.COLLECTING:
        text = _("Values are entered while the cycle collects them. Take it back first.")
        objections.append(Objection("not-collecting", text, url=cycle.get_absolute_url()))
    if not townships_of(cycle.division_id).filter(pk=township.pk).exists():
        objections.append(Objection("not-a-township", _("This is not a township of the cycle's county.")))
    if set(numbers) - set(indicators):
        objections.append(Objection("unknown-indicator", _("An indicator does not belong to the cycle's system.")))
    return objections


def _check_fields(values: list[Value]) -> None:
    problems = []
    for value in values:
        try:
            value.clean_fields(exclude=["cycle", "division", "indicator", "entered_by"])
        except ValidationError as error:
            problems += [titled(value.indicator.title, text) for text in error.messages]
    if problems:
        raise ValidationError(problems)


def _jumps(cycle: Cycle, township: Division, values: list[Value], indicators: dict[int, Indicator]) -> list[Objection]:
    """Numbers that left last year's by more than the county's share: seldom true, often a slip of the point."""
    book = rulebook(cycle.division_id, on=CYCLE.on(cycle))
    share = book.value(JUMP)
    last = dict(
        Value.objects.filter(
            division=township, cycle__division=cycle.division_id, cycle__year=cycle.year - 1
        ).values_list("indicator__code", "number")
    )
    found = []
    for value in values:
        indicator = indicators[value.indicator_id]
        before = last.get(indicator.code)
        if before and abs(value.number - before) * 100 > share * abs(before):
            found.append(
                Objection(
                    "implausible",
                    _("%(indicator)s: %(number)s differs much from last year's %(before)s. Check it.")
                    % {
                        "indicator": indicator.title,
                        "number": f"{value.number.normalize():f}",
                        "before": f"{before.normalize():f}",
                    },
                    book.source(JUMP),
                    JUMP,
                )
            )
    return found
