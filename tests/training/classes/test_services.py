"""Classes through the real services and database: every move, changes and who is told, what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate, now

from cadres.models import Notice, Step
from cadres.shared.errors import Refused
from tests.support.cadres import CountyFactory, TownshipUserFactory
from tests.support.moves import entitled
from tests.support.refusals import codes
from tests.support.training import (
    AttendanceFactory,
    EnrolmentFactory,
    NeedFactory,
    SessionFactory,
    TrainingClassFactory,
    leaders,
)
from training.classes import services as classes_services
from training.classes.choices import ClassStage
from training.classes.workflow import CLASS_MOVES
from training.enrolments.choices import EnrolmentStage
from training.enrolments.services import class_moves as services_services
from training.enrolments.services.callups import call_up
from training.enrolments.services.enrolments import move_enrolment
from training.models import Enrolment, Need, Session
from training.programmes import services as programmes_services


@pytest.mark.parametrize("stage", ClassStage)
@pytest.mark.parametrize("move", CLASS_MOVES, ids=lambda move: move.name)
def test_every_move_of_a_class_from_every_stage(move, stage, staff, leader):
    by = entitled(move, staff, leader)
    days = {"starts_on": localdate(), "ends_on": localdate()}
    training_class = TrainingClassFactory(stage=stage, **days)
    SessionFactory(training_class=training_class)
    if stage in move.sources:
        assert services_services.move_class(training_class, move.name, by=by, reason="因故").stage == move.target
        assert [step.move for step in Step.objects.of(training_class)] == [move.name]
    else:
        with pytest.raises(Refused) as refused:
            services_services.move_class(training_class, move.name, by=by, reason="因故")
        assert codes(refused) == ["wrong-stage"]


@pytest.mark.parametrize(
    ("name", "code", "days"),
    [
        ("open", "no-sessions", 1),
        ("open", "class-past", -30),
        ("start", "not-begun", 1),
        ("close", "not-over", 1),
    ],
)
def test_a_class_moves_when_its_time_has_come(staff, name, code, days):
    stage = {"open": ClassStage.PLANNED, "start": ClassStage.OPEN, "close": ClassStage.RUNNING}[name]
    training_class = TrainingClassFactory(stage=stage, starts_on=localdate() + timedelta(days=days))
    with pytest.raises(Refused) as refused:
        services_services.move_class(training_class, name, by=staff)
    assert code in codes(refused)


def test_cancelled_class_is_not_answered(db):
    enrolment = EnrolmentFactory(training_class__stage=ClassStage.CANCELLED)
    with pytest.raises(Refused) as refused:
        move_enrolment(enrolment, "confirm", by=TownshipUserFactory(cadre=enrolment.cadre))
    assert codes(refused) == ["class-over"]


def test_changed_class_and_sessions_are_told(staff):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN)
    session = SessionFactory(training_class=training_class)
    cadre = leaders(1)[0]
    TownshipUserFactory(cadre=cadre)
    call_up(training_class, [cadre.pk], by=staff)
    changes = Notice.objects.filter(kind="training.class_changed")

    classes_services.change_class(training_class, by=staff, name="新名", capacity=20)
    assert changes.count() == 0
    classes_services.change_class(training_class, by=staff, place="县行政学院")
    assert changes.count() == 1
    session.refresh_from_db()
    assert session.revision == 1
    classes_services.change_session(session, by=staff, topic="新专题")
    classes_services.cancel_session(session, by=staff, reason="讲师有事")
    assert changes.count() == 3
    session.refresh_from_db()
    assert (session.cancelled, session.revision) == (True, 3)
    classes_services.change_class(training_class, by=staff, place="县行政学院")
    assert changes.count() == 3


def test_refused_changes(staff):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN, capacity=2)
    session = SessionFactory(training_class=training_class, day=4)
    enrolment = EnrolmentFactory(training_class=training_class, seat=2)
    with pytest.raises(Refused) as refused:
        classes_services.change_class(training_class, by=staff, capacity=1, ends_on=training_class.starts_on)
    assert codes(refused) == ["seats-taken", "sessions-outside"]
    with pytest.raises(Refused) as refused:
        classes_services.change_session(session, by=staff, starts_at=now() - timedelta(days=90))
    assert codes(refused) == ["outside-class"]
    with pytest.raises(ValidationError):
        classes_services.add_session(
            training_class,
            by=staff,
            topic="同一时间",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            hours=Decimal(3),
        )
    with pytest.raises(Refused) as refused:
        classes_services.cancel_session(session, by=staff, reason=" ")
    assert codes(refused) == ["reason-missing"]
    AttendanceFactory(session=session, enrolment=enrolment)
    with pytest.raises(Refused) as refused:
        classes_services.change_session(session, by=staff, topic="改")
    assert codes(refused) == ["session-held"]
    classes_services.cancel_session(SessionFactory(training_class=training_class), by=staff, reason="因故")
    gone = Session.objects.get(cancelled=True)
    with pytest.raises(Refused) as refused:
        classes_services.change_session(gone, by=staff, topic="改")
    assert codes(refused) == ["session-cancelled"]


def test_nothing_changes_after_the_end(staff, leader):
    closed = TrainingClassFactory(stage=ClassStage.CLOSED)
    with pytest.raises(Refused) as refused:
        classes_services.change_class(closed, by=staff, place="别处")
    assert codes(refused) == ["class-over"]
    with pytest.raises(PermissionDenied):
        classes_services.change_class(closed, by=leader, place="别处")


def test_making_programme_and_class(staff):
    programme = programmes_services.make_programme(
        division=CountyFactory(),
        by=staff,
        name="任职培训",
        audience="both",
        form="class",
        induction=True,
        topics=["law"],
    )
    days = {"starts_on": date(2027, 3, 5), "ends_on": date(2027, 3, 1)}
    with pytest.raises(ValidationError):
        classes_services.make_class(programme, by=staff, name="一期", place="党校", capacity=3, **days)
    with pytest.raises(ValidationError):
        programmes_services.make_programme(division=CountyFactory(), by=staff, name="任职培训", topics=[])
    made = classes_services.make_class(
        programme, by=staff, name="一期", place="党校", capacity=3, **(days | {"ends_on": date(2027, 3, 9)})
    )
    assert (made.division, made.stage) == (programme.division, ClassStage.PLANNED)


def test_cancelled_class_frees_everybody_and_opens_the_needs(staff):
    need = NeedFactory(cadre=leaders(1)[0])
    TownshipUserFactory(cadre=need.cadre)
    training_class = TrainingClassFactory(stage=ClassStage.OPEN)
    session = SessionFactory(training_class=training_class)
    call_up(training_class, [need.cadre_id], by=staff)
    assert not Need.objects.not_called().exists()

    services_services.move_class(training_class, "cancel", by=staff, reason="疫情")

    session.refresh_from_db()
    assert session.cancelled
    assert Enrolment.objects.get().stage == EnrolmentStage.WITHDRAWN
    assert list(Need.objects.not_called()) == [need]
    assert Notice.objects.get(settled_at=None).kind == "training.class_cancelled"
