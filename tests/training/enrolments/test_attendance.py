"""Attendance, and the results that a closed class draws from it."""

from datetime import timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from cadres.shared.errors import Refused
from tests.support.refusals import codes
from tests.support.training import (
    AttendanceFactory,
    EnrolmentFactory,
    NeedFactory,
    SessionFactory,
    TrainingClassFactory,
)
from training.classes import services as classes_services
from training.classes.choices import ClassStage
from training.enrolments.choices import AttendanceStatus
from training.enrolments.services import class_moves as services_services
from training.enrolments.services.attendance import record_attendance
from training.enrolments.services.enrolments import move_enrolment
from training.enrolments.services.hours import hours_in_year
from training.models import Attendance, Need


def running_class(sessions=7, people=1):
    """Seven sessions of 3.5 hours over the last days, so one missed is exactly one seventh."""
    training_class = TrainingClassFactory(
        stage=ClassStage.RUNNING, starts_on=localdate() - timedelta(days=sessions), ends_on=localdate()
    )
    for day in range(sessions):
        SessionFactory(training_class=training_class, day=day)
    return training_class, [EnrolmentFactory(training_class=training_class) for _ in range(people)]


def test_results_when_the_class_closes(staff, time_machine):
    time_machine.move_to("2026-11-23T09:00+08:00", tick=False)
    training_class, (full, seventh, more, never) = running_class(people=4)
    full.need = NeedFactory(cadre=full.cadre)
    full.save()
    never.need = NeedFactory(cadre=never.cadre)
    never.save()
    missed = {full: 0, seventh: 1, more: 2, never: 7}
    with pytest.raises(Refused) as refused:
        services_services.move_class(training_class, "close", by=staff)
    assert codes(refused) == ["attendance-missing"]
    for number, session in enumerate(training_class.sessions.all()):
        marks = {
            e.pk: AttendanceStatus.ABSENT if number < gone else AttendanceStatus.LATE for e, gone in missed.items()
        }
        assert record_attendance(session, marks, by=staff) == 4

    services_services.move_class(training_class, "close", by=staff)

    results = {e.pk: (e.stage, e.hours) for e in training_class.enrolments.all()}
    assert results == {
        full.pk: ("attended", Decimal("24.5")),
        seventh.pk: ("attended", Decimal("21.0")),
        more.pk: ("withdrawn", Decimal("17.5")),
        never.pk: ("absent", Decimal("0.0")),
    }
    assert Need.objects.get(settled_by=full) == full.need
    assert Need.objects.not_called().get() == never.need
    ids = [e.cadre_id for e in missed]
    assert hours_in_year(ids, 2026) == dict(zip(ids, (Decimal("24.5"), 21, 0, 0), strict=True))
    assert hours_in_year(ids, 2025) == dict.fromkeys(ids, 0)


def test_more_than_a_seventh_missed_by_law(staff):
    training_class, (enrolment,) = running_class()
    for session in training_class.sessions.all()[:2]:
        record_attendance(session, {enrolment.pk: AttendanceStatus.ABSENT}, by=staff)
    with pgtrigger.ignore("training.TrainingClass:stage_moves"):
        type(training_class).objects.update(stage=ClassStage.CLOSED)
    with pytest.raises(Refused) as refused:
        move_enrolment(enrolment, "attend", by=staff)
    assert codes(refused) == ["never-there", "missed-too-much"]
    session = training_class.sessions.last()
    AttendanceFactory(session=session, enrolment=enrolment)
    with pytest.raises(Refused) as refused:
        move_enrolment(enrolment, "miss", by=staff)
    assert codes(refused) == ["was-there"]
    assert move_enrolment(enrolment, "expel", by=staff).seat is None


def test_attendance_is_corrected_not_doubled(staff):
    training_class, (enrolment,) = running_class()
    session = training_class.sessions.first()
    record_attendance(session, {enrolment.pk: AttendanceStatus.ABSENT}, by=staff)
    record_attendance(session, {enrolment.pk: AttendanceStatus.PRESENT}, by=staff)
    assert Attendance.objects.get().hours == session.hours


def test_attendance_refused(staff, leader):
    training_class, (enrolment,) = running_class()
    session = training_class.sessions.first()
    with pytest.raises(PermissionDenied):
        record_attendance(session, {}, by=leader)
    stranger = EnrolmentFactory()
    with pytest.raises(Refused) as refused:
        record_attendance(session, {stranger.pk: AttendanceStatus.PRESENT}, by=staff)
    assert codes(refused) == ["not-on-roll"]
    tomorrow = SessionFactory(
        training_class=TrainingClassFactory(stage=ClassStage.OPEN, starts_on=localdate() + timedelta(days=1))
    )
    with pytest.raises(Refused) as refused:
        record_attendance(tomorrow, {}, by=staff)
    assert codes(refused) == ["class-not-running", "session-to-come"]
    classes_services.cancel_session(session, by=staff, reason="停课")
    with pytest.raises(Refused) as refused:
        record_attendance(session, {enrolment.pk: AttendanceStatus.PRESENT}, by=staff)
    assert codes(refused) == ["session-cancelled"]


def test_database_refuses_attendance_elsewhere_or_too_long(db):
    session = SessionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(session=session, enrolment=EnrolmentFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(session=session, hours=session.hours + 1)
