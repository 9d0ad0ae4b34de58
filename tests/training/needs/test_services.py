"""Needs: hours that are short, gaps that somebody enters."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from tests.support.cadres import CadreFactory
from tests.support.training import AttendanceFactory, EnrolmentFactory, SessionFactory, TrainingClassFactory, leaders
from training.classes.choices import ClassStage
from training.enrolments.services import class_moves as services
from training.hours.services.shortfalls import find_hours_short
from training.models import Need
from training.needs.choices import Reason
from training.needs.services import add_need


def test_hours_short_are_found_once_and_settled_by_hours(staff, leader):
    today = localdate()
    enough, short = leaders(2)
    busy = EnrolmentFactory(cadre=enough, training_class__starts_on=date(today.year, 1, 1))
    for day in range(5):
        session = SessionFactory(training_class=busy.training_class, day=day, hours=18)
        AttendanceFactory(session=session, enrolment=busy)
    assert find_hours_short(by=staff) == 1
    assert find_hours_short(by=staff) == 0
    need = Need.objects.get()
    assert (need.cadre, need.reason, need.due_on) == (short, Reason.HOURS, date(today.year, 12, 31))
    with pytest.raises(PermissionDenied):
        find_hours_short(by=leader)

    for hours, settled in ((12, False), (18, True)):
        training_class = TrainingClassFactory(stage=ClassStage.RUNNING, starts_on=today, ends_on=today)
        enrolment = EnrolmentFactory(training_class=training_class, cadre=short, need=need)
        for hour in range(0, 20, 4):
            session = SessionFactory(training_class=training_class, hour=hour, hours=hours)
            AttendanceFactory(session=session, enrolment=enrolment)
        services.move_class(training_class, "close", by=staff)
        need.refresh_from_db()
        assert (need.settled_by == enrolment) is settled


def test_gap_is_entered_by_who_may(staff, leader):
    cadre = CadreFactory()
    need = add_need(cadre, by=staff, topic="law", due_on=localdate(), note="考核反映法治意识不强")
    assert (need.reason, need.cadre) == (Reason.GAP, cadre)
    with pytest.raises(PermissionDenied):
        add_need(cadre, by=leader, topic="law", due_on=localdate())
    with pytest.raises(ValidationError):
        add_need(cadre, by=staff, topic="nonsense", due_on=localdate())
