"""Answers to call-ups, leave, the roll, and the results of a class."""

from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from cadres.models import User
from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings
from cadres.platform.accounts.choices import Role
from cadres.platform.log.services import make_move
from cadres.platform.notices.services import notify, settle
from cadres.platform.rule_settings.facts import rulebook
from cadres.shared.workflow import Taking, Workflow
from training.classes.choices import ClassStage
from training.classes.facts import facts_as_json
from training.classes.models import Session, TrainingClass
from training.classes.services import accounts_of, class_params
from training.enrolments.choices import AttendanceStatus
from training.enrolments.facts import collect_enrolment_facts
from training.enrolments.models import Enrolment
from training.enrolments.rules import progress, result_of
from training.enrolments.services.hours import hours_in_year, law_of_year
from training.enrolments.workflow import ENROLMENT_MOVES
from training.needs.choices import Reason
from training.needs.models import Need
from training.programmes.regulations import ABSENCE_PART, CLASS


def move_enrolment(enrolment: Enrolment, name: str, *, by: User, **wish: Any) -> Enrolment:
    """Take one step of a call-up. Raises what ``make_move`` raises."""
    return make_move(ENROLMENTS, enrolment, name, by=by, **wish)


def roll_to_print(training_class: TrainingClass, *, by: User) -> list[Enrolment]:
    """Everybody who holds a seat, once it is on record that the sheet tells of them and who has it."""
    roll = list(training_class.enrolments.on_roll().for_list().order_by("seat"))
    ids = [enrolment.cadre_id for enrolment in roll]
    record_readings(ids, "roll", by=by, kind=AccessKind.PRINT, reason=training_class.name)
    return roll


def give_results(training_class: TrainingClass, *, by: User) -> None:
    """Everybody's result, when the class has just been closed: attended, absent, or withdrawn by Art 15."""
    part = rulebook(training_class.division_id, on=CLASS.on(training_class)).value(ABSENCE_PART)
    total = Session.objects.held().filter(training_class=training_class).aggregate(n=Sum("hours"))["n"] or Decimal(0)
    held = Q(attendances__session__cancelled=False)
    rows = training_class.enrolments.expected().annotate(
        attended=Sum("attendances__hours", filter=held),
        missed=Sum("attendances__session__hours", filter=held & Q(attendances__mark=AttendanceStatus.ABSENT)),
    )
    attended = []
    for row in rows.order_by("seat"):
        hours, missed = row.attended or Decimal(0), row.missed or Decimal(0)
        name = result_of(hours, missed, total, part)
        enrolment = move_enrolment(row, name, by=by)
        settle(_key(enrolment, "called"))
        settle(_key(enrolment, "leave"))
        if name == "attend":
            attended.append(enrolment)
    _settle_needs(training_class, attended)


def _settle_needs(training_class: TrainingClass, attended: list[Enrolment]) -> None:
    """A need is settled by attending the class it called to; one for hours only when the year's hours are reached."""
    of_cadre = {enrolment.cadre_id: enrolment for enrolment in attended}
    year = training_class.ends_on.year
    hours, law = hours_in_year(of_cadre, year), law_of_year(year)
    enough = [pk for pk, number in hours.items() if progress(number, law).met]
    needs = Need.objects.open().filter(
        Q(pk__in=[e.need_id for e in attended if e.need_id]) & ~Q(reason=Reason.HOURS)
        | Q(cadre_id__in=enough, reason=Reason.HOURS, due_on__year=year)
    )
    for need in needs.select_for_update(of=["self"], no_key=True):
        need.settled_by = of_cadre[need.cadre_id]
        need.save(update_fields=["settled_by"])


def take_off_all(training_class: TrainingClass, *, by: User, reason: str) -> None:
    """The class is cancelled: nobody is expected any more, and every need is open again."""
    for enrolment in training_class.enrolments.expected():
        move_enrolment(enrolment, "withdraw", by=by, reason=reason)


def answered(taking: Taking) -> None:
    settle(_key(taking.record, "called"))


def leave_asked(taking: Taking) -> None:
    enrolment = taking.record
    settle(_key(enrolment, "called"))
    training_class = enrolment.training_class
    notify(
        User.objects.answering_for(training_class.division_id, (Role.STAFF,), about=[enrolment.cadre_id]),
        kind="training.leave_asked",
        key=_key(enrolment, "leave"),
        params={"who": enrolment.cadre.name, "name": training_class.name, "reason": taking.reason},
        url=enrolment.get_absolute_url(),
        due_on=training_class.starts_on,
    )


def leave_granted(taking: Taking) -> None:
    settle(_key(taking.record, "leave"))
    _tell(taking.record, "training.leave_granted", {})


def leave_refused(taking: Taking) -> None:
    settle(_key(taking.record, "leave"))
    _tell(taking.record, "training.leave_refused", {"reason": taking.reason})


def taken_off(taking: Taking) -> None:
    enrolment = taking.record
    settle(_key(enrolment, "called"))
    settle(_key(enrolment, "leave"))
    cancelled = enrolment.training_class.stage == ClassStage.CANCELLED
    _tell(enrolment, "training.class_cancelled" if cancelled else "training.taken_off", {"reason": taking.reason})


def _tell(enrolment: Enrolment, kind: str, params: dict[str, str]) -> None:
    notify(
        accounts_of([enrolment.cadre_id]),
        kind=kind,
        key=_key(enrolment, kind.partition(".")[2]),
        params=class_params(enrolment.training_class) | params,
        url=f"/my/training/#call-{enrolment.pk}",
    )


def _key(enrolment: Enrolment, what: str) -> str:
    return f"enrolment:{enrolment.pk}:{what}"


ENROLMENTS = Workflow("enrolment", "training.Enrolment", ENROLMENT_MOVES, collect_enrolment_facts, facts_as_json)
