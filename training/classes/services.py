"""Programmes, classes and their sessions: planned, changed, moved on."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.platform.log.services import record_step
from cadres.platform.notices.services import notify
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_unchanged
from training.classes.choices import LIVE_CLASS, ClassStage
from training.classes.models import Session, TrainingClass
from training.programmes.models import Programme
from training.programmes.services import _may


def locked(training_class: TrainingClass) -> TrainingClass:
    """The class as it is now, kept from others until the end of the transaction."""
    rows = TrainingClass.objects.select_for_update(of=["self"]).select_related("programme")
    return rows.get(pk=training_class.pk)


def accounts_of(cadre_ids: Iterable[int]) -> list[User]:
    return list(User.objects.owning(cadre_ids))


def class_params(training_class: TrainingClass) -> dict[str, str]:
    return {
        "name": training_class.name,
        "first": training_class.starts_on.isoformat(),
        "last": training_class.ends_on.isoformat(),
        "place": training_class.place,
    }


CLASS_FIELDS = ("name", "place", "starts_on", "ends_on", "capacity")

SESSION_FIELDS = ("topic", "lecturer", "starts_at", "ends_at", "hours", "place")

PLACE_AND_TIME = ("place", "starts_on", "ends_on")


@transaction.atomic
def make_class(programme: Programme, *, by: User, **fields: Any) -> TrainingClass:
    """Plan a class of the programme, run by the programme's division. Raises ``ValidationError``."""
    _may(by)
    training_class = TrainingClass(programme=programme, division_id=programme.division_id, **fields)
    training_class.full_clean()
    training_class.save()
    record_step(training_class, "make", by=by, target=ClassStage.PLANNED)
    return training_class


@transaction.atomic
def change_class(training_class: TrainingClass, *, by: User, seen: str = "", **fields: Any) -> TrainingClass:
    """Change name, place, days or seats; whoever is on the roll is told of a new place or day.

    Raises ``OutOfDate``; ``Refused`` when the class is over, or would lose seats that are taken or sessions outside
    its days.
    """
    _may(by)
    training_class = locked(training_class)
    check_unchanged(training_class, CLASS_FIELDS, seen)
    before = {name: getattr(training_class, name) for name in fields}
    for name, value in fields.items():
        setattr(training_class, name, value)
    _refuse(_not_live(training_class) + _leaves_out(training_class))
    training_class.full_clean()
    changed = {name: value for name, value in before.items() if value != fields[name]}
    if not changed:
        return training_class
    training_class.save(update_fields=[*changed])
    record_step(training_class, "change", by=by, facts={"before": changed})
    if set(changed) & set(PLACE_AND_TIME):
        tell_change(training_class)
    if "place" in changed:  # so that calendars which keep what they have see that these are new
        _touch(training_class.sessions.held().filter(place=""))
    return training_class


def _leaves_out(training_class: TrainingClass) -> list[Objection]:
    objections = []
    if training_class.enrolments.filter(seat__gt=training_class.capacity).exists():
        objections.append(Objection("seats-taken", _("More seats are taken. Take somebody off the roll first.")))
    sessions = training_class.sessions.held()
    first, last = training_class.starts_on, training_class.ends_on
    if sessions.exclude(starts_at__date__gte=first, starts_at__date__lte=last).exists():
        objections.append(Objection("sessions-outside", _("A session lies outside these days. Change it first.")))
    return objections


def _not_live(training_class: TrainingClass) -> list[Objection]:
    if training_class.stage in LIVE_CLASS:
        return []
    return [Objection("class-over", _("This class is over or was cancelled."))]


def _refuse(objections: list[Objection]) -> None:
    if objections:
        raise Refused(*objections)


@transaction.atomic
def add_session(training_class: TrainingClass, *, by: User, **fields: Any) -> Session:
    """Add a session within the days of the class. Raises ``Refused`` or ``ValidationError``."""
    _may(by)
    training_class = locked(training_class)
    session = Session(training_class=training_class, **fields)
    _refuse(_not_live(training_class) + _outside(training_class, session))
    session.full_clean()
    session.save()
    record_step(session, "make", by=by)
    tell_change(training_class)
    return session


@transaction.atomic
def change_session(session: Session, *, by: User, seen: str = "", **fields: Any) -> Session:
    """Change a session that was not held yet; whoever is on the roll is told. Raises ``Refused``, ``OutOfDate``."""
    _may(by)
    training_class = locked(session.training_class)
    session = Session.objects.select_for_update(of=["self"]).get(pk=session.pk)
    session.training_class = training_class
    check_unchanged(session, SESSION_FIELDS, seen)
    changed = {name: getattr(session, name) for name, value in fields.items() if getattr(session, name) != value}
    for name, value in fields.items():
        setattr(session, name, value)
    _refuse(_not_live(training_class) + _settled(session) + _outside(training_class, session))
    if not changed:
        return session
    session.full_clean()
    session.revision += 1
    session.save()
    record_step(session, "change", by=by, facts={"before": changed})
    tell_change(training_class)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: User, reason: str) -> Session:
    """A session does not take place. It stays on record, so that calendars learn of it."""
    _may(by)
    training_class = locked(session.training_class)
    session = Session.objects.select_for_update(of=["self"]).get(pk=session.pk)
    missing = [] if reason.strip() else [Objection("reason-missing", _("Write down the reason."))]
    _refuse(_not_live(training_class) + _settled(session) + missing)
    session.cancelled = True
    session.revision += 1
    session.save()
    record_step(session, "cancel", by=by, reason=reason)
    tell_change(training_class)
    return session


def _settled(session: Session) -> list[Objection]:
    objections = []
    if session.cancelled:
        objections.append(Objection("session-cancelled", _("This session is cancelled.")))
    if session.attendances.exists():
        objections.append(Objection("session-held", _("Attendance is recorded: this session took place.")))
    return objections


def _outside(training_class: TrainingClass, session: Session) -> list[Objection]:
    days = {timezone.localdate(session.starts_at), timezone.localdate(session.ends_at)}
    if all(training_class.starts_on <= day <= training_class.ends_on for day in days):
        return []
    return [Objection("outside-class", _("This is outside the days of the class."))]


def _touch(sessions: Any) -> None:
    for session in sessions:
        session.revision += 1
        session.save()


def tell_change(training_class: TrainingClass) -> None:
    """Tell everybody who is expected; before anybody is called up there is nobody to tell."""
    expected = list(training_class.enrolments.expected().values_list("cadre_id", flat=True))
    if not expected:
        return
    training_class.revision += 1
    training_class.save(update_fields=["revision"])
    notify(
        accounts_of(expected),
        kind="training.class_changed",
        key=f"class:{training_class.pk}:changed:{training_class.revision}",
        params=class_params(training_class),
        url="/my/training/",
    )
