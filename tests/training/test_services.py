"""Classes, call-ups, attendance and results through the real services and database."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.timezone import localdate, now

from cadres.choices import CadreStatus, PostKind, Role
from cadres.models import Notice, Step
from cadres.shared.errors import OutOfDate, Refused
from tests.cadres.factories import (
    CadreFactory,
    CountyFactory,
    PostFactory,
    TenureFactory,
    TownshipUserFactory,
    UserFactory,
)
from tests.together import at_once
from tests.training.factories import (
    AttendanceFactory,
    EnrolmentFactory,
    NeedFactory,
    ProgrammeFactory,
    SessionFactory,
    TrainingClassFactory,
)
from training.choices import Audience, ClassStage, EnrolmentStage, Mark, Reason
from training.models import Attendance, Enrolment, Need, Session
from training.services import classes as services
from training.services import hours_in_year
from training.services.attendance import record_attendance
from training.services.callups import call_up
from training.services.enrolments import move_enrolment
from training.services.needs import add_need, find_hours_short
from training.workflow import CLASS_MOVES, ENROLMENT_MOVES

RELEASED = (EnrolmentStage.LEAVE_GRANTED, EnrolmentStage.WITHDRAWN)


def codes(refused):
    return [objection.code for objection in refused.value.objections]


def leaders(number, **post):
    return [TenureFactory(post=PostFactory(**post)).cadre for _ in range(number)]


# --- every move × every stage ---------------------------------------------------------------------


@pytest.mark.parametrize("stage", ClassStage)
@pytest.mark.parametrize("move", CLASS_MOVES, ids=lambda move: move.name)
def test_every_move_of_a_class_from_every_stage(move, stage, staff):
    days = {"starts_on": localdate(), "ends_on": localdate()}
    training_class = TrainingClassFactory(stage=stage, **days)
    SessionFactory(training_class=training_class)
    if stage in move.sources:
        assert services.move_class(training_class, move.name, by=staff, reason="因故").stage == move.target
        assert [step.move for step in Step.objects.of(training_class)] == [move.name]
    else:
        with pytest.raises(Refused) as refused:
            services.move_class(training_class, move.name, by=staff, reason="因故")
        assert codes(refused) == ["wrong-stage"]


def ready_enrolment(move, stage):
    """A call-up for which every guard of the move lets pass."""
    ended = move.name in ("attend", "miss")
    training_class = TrainingClassFactory(
        stage=ClassStage.CLOSED if ended else ClassStage.OPEN, starts_on=localdate() + timedelta(days=3)
    )
    enrolment = EnrolmentFactory(training_class=training_class, stage=stage)
    session = SessionFactory(training_class=training_class)
    if move.name in ("attend", "expel"):
        mark = Mark.PRESENT if move.name == "attend" else Mark.ABSENT
        AttendanceFactory(session=session, enrolment=enrolment, mark=mark)
    return enrolment


@pytest.mark.parametrize("stage", EnrolmentStage)
@pytest.mark.parametrize("move", ENROLMENT_MOVES, ids=lambda move: move.name)
def test_every_move_of_a_call_up_from_every_stage(move, stage, staff):
    enrolment = ready_enrolment(move, stage)
    own = TownshipUserFactory(cadre=enrolment.cadre)
    by = own if move.permission == "training.answer_call" else staff
    if stage in move.sources:
        moved = move_enrolment(enrolment, move.name, by=by, reason="因故")
        assert moved.stage == move.target
        assert (moved.seat is None) == (move.target in RELEASED)
        assert [step.move for step in Step.objects.of(enrolment)] == [move.name]
    else:
        with pytest.raises(Refused) as refused:
            move_enrolment(enrolment, move.name, by=by, reason="因故")
        assert codes(refused) == ["wrong-stage"]


@pytest.mark.parametrize("stage", EnrolmentStage)
def test_database_allows_no_other_step(stage, db):
    for target in EnrolmentStage:
        enrolment = EnrolmentFactory(stage=stage)
        lawful = target == stage or any(stage in m.sources and m.target == target for m in ENROLMENT_MOVES)
        rows = Enrolment.objects.filter(pk=enrolment.pk)
        change = {"stage": target, "seat": None if target in RELEASED else 1}
        if lawful:
            assert rows.update(**change) == 1
        else:
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**change)


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
        services.move_class(training_class, name, by=staff)
    assert code in codes(refused)


def test_refusals_of_answers(staff):
    enrolment = EnrolmentFactory(training_class__starts_on=localdate(), training_class__stage=ClassStage.OPEN)
    stranger = TownshipUserFactory()
    own = TownshipUserFactory(cadre=enrolment.cadre)
    with pytest.raises(Refused) as refused:
        move_enrolment(enrolment, "confirm", by=stranger)
    assert codes(refused) == ["not-own"]
    with pytest.raises(Refused) as refused:
        move_enrolment(enrolment, "ask_leave", by=own)
    assert codes(refused) == ["leave-late", "reason-missing"]
    with pytest.raises(PermissionDenied):
        move_enrolment(enrolment, "confirm", by=staff)
    with pytest.raises(OutOfDate):
        move_enrolment(enrolment, "confirm", by=own, seen_stage="confirmed")
    for name in ("attend", "miss"):
        with pytest.raises(Refused) as refused:
            move_enrolment(enrolment, name, by=staff)
        assert "class-not-closed" in codes(refused)
    with pytest.raises(Refused) as refused:
        move_enrolment(enrolment, "expel", by=staff)
    assert codes(refused) == ["missed-little"]


def test_nobody_decides_on_his_own_leave(db):
    cadre = CadreFactory()
    officer = UserFactory(cadre=cadre)
    enrolment = EnrolmentFactory(cadre=cadre, stage=EnrolmentStage.LEAVE_ASKED, training_class__stage=ClassStage.OPEN)
    with pytest.raises(Refused) as refused:
        move_enrolment(enrolment, "grant_leave", by=officer)
    assert codes(refused) == ["own-case"]


def test_cancelled_class_is_not_answered(db):
    enrolment = EnrolmentFactory(training_class__stage=ClassStage.CANCELLED)
    with pytest.raises(Refused) as refused:
        move_enrolment(enrolment, "confirm", by=TownshipUserFactory(cadre=enrolment.cadre))
    assert codes(refused) == ["class-over"]


# --- call-up --------------------------------------------------------------------------------------


def test_call_up_tells_each_outcome(staff):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN, capacity=2, programme__audience=Audience.SECRETARIES)
    first, second, third = leaders(3)
    head = leaders(1, head=True)[0]
    outcome = call_up(training_class, [first.pk, head.pk, second.pk, third.pk], by=staff)
    assert [(e.cadre, e.seat) for e in outcome.called] == [(first, 1), (second, 2)]
    assert [(cadre, [o.code for o in found]) for cadre, found in outcome.refused] == [
        (head, ["not-the-audience"]),
        (third, ["class-full"]),
    ]
    again = call_up(training_class, [first.pk, second.pk], by=staff)
    assert (len(again.called), len(again.already)) == (0, 2)
    assert Enrolment.objects.count() == 2


def test_call_up_whole_or_not_at_all(staff):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN, capacity=1)
    with pytest.raises(Refused) as refused:
        call_up(training_class, [cadre.pk for cadre in leaders(2)], by=staff, whole=True)
    assert codes(refused) == ["class-full"]
    assert not Enrolment.objects.exists()


def test_call_up_refuses_with_reasons(staff):
    planned = TrainingClassFactory(stage=ClassStage.PLANNED)
    retired = leaders(1)[0]
    retired.status = CadreStatus.RETIRED
    retired.save()
    outcome = call_up(planned, [retired.pk], by=staff)
    assert [o.code for o in outcome.refused[0][1]] == ["class-not-open", "not-serving"]


def test_no_two_classes_on_the_same_days(staff):
    cadre = leaders(1)[0]
    first = TrainingClassFactory(stage=ClassStage.OPEN)
    second = TrainingClassFactory(stage=ClassStage.OPEN, starts_on=first.ends_on)
    later = TrainingClassFactory(stage=ClassStage.OPEN, starts_on=first.ends_on + timedelta(days=1))
    call_up(first, [cadre.pk], by=staff)
    assert [o.code for o in call_up(second, [cadre.pk], by=staff).refused[0][1]] == ["clash"]
    assert len(call_up(later, [cadre.pk], by=staff).called) == 1


def test_call_up_passes_over_who_is_out_of_reach(staff, leader):
    other = CountyFactory(code="511922000000", name="南江县")
    stranger = TenureFactory(cadre=CadreFactory(division=other)).cadre
    training_class = TrainingClassFactory(stage=ClassStage.OPEN)
    outcome = call_up(training_class, [stranger.pk, 999_999], by=staff)
    assert (outcome.called, outcome.already, outcome.refused) == ([], [], [])
    with pytest.raises(PermissionDenied):
        call_up(training_class, [], by=leader)


def test_call_up_answers_the_most_urgent_fitting_need(staff):
    cadre = leaders(1)[0]
    NeedFactory(cadre=cadre, topic="law")
    later = NeedFactory(cadre=cadre, due_on=localdate() + timedelta(days=200), topic="countryside")
    soon = NeedFactory(cadre=cadre, due_on=localdate() + timedelta(days=10))
    training_class = TrainingClassFactory(stage=ClassStage.OPEN)
    assert call_up(training_class, [cadre.pk], by=staff).called[0].need == soon
    assert list(Need.objects.not_called().filter(topic="countryside")) == [later]


@pytest.mark.django_db(transaction=True)
def test_seats_are_never_oversold():
    training_class = TrainingClassFactory(stage=ClassStage.OPEN, capacity=10)
    people = [cadre.pk for cadre in leaders(30)]
    staff = UserFactory()

    def run(mine):
        return sum(len(call_up(training_class, [pk], by=staff).called) for pk in mine)

    assert sum(at_once(*(partial(run, people[n::4]) for n in range(4)))) == 10
    assert sorted(Enrolment.objects.values_list("seat", flat=True)) == list(range(1, 11))


def test_database_refuses_a_seat_beyond_the_capacity(db):
    enrolment = EnrolmentFactory(training_class__capacity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory(training_class=enrolment.training_class, seat=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory(training_class=enrolment.training_class, seat=1)
    roomy = EnrolmentFactory(training_class__capacity=5, seat=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(roomy.training_class).objects.filter(pk=roomy.training_class_id).update(capacity=4)


# --- answers and notices --------------------------------------------------------------------------


def test_leave_asked_refused_and_granted(staff):
    first, second = leaders(2)
    accounts = [TownshipUserFactory(cadre=cadre) for cadre in (first, second)]
    training_class = TrainingClassFactory(stage=ClassStage.OPEN)
    outcome = call_up(training_class, [first.pk, second.pk], by=staff)
    for enrolment, account in zip(outcome.called, accounts, strict=True):
        move_enrolment(enrolment, "ask_leave", by=account, reason="防汛值守")
    waiting = Notice.objects.filter(kind="training.leave_asked")
    assert {notice.user for notice in waiting} == {staff}
    assert not Notice.objects.filter(kind="training.called_up", settled_at=None).exists()
    move_enrolment(outcome.called[0], "grant_leave", by=staff)
    move_enrolment(outcome.called[1], "refuse_leave", by=staff, reason="已有人值守")
    assert not waiting.filter(settled_at=None).exists()
    assert {n.kind: n.user for n in Notice.objects.filter(user__role=Role.TOWNSHIP, settled_at=None)} == {
        "training.leave_granted": accounts[0],
        "training.leave_refused": accounts[1],
    }
    third = leaders(1)[0]
    assert call_up(training_class, [third.pk], by=staff).called[0].seat == 1


# --- changes --------------------------------------------------------------------------------------


def test_changed_class_and_sessions_are_told(staff):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN)
    session = SessionFactory(training_class=training_class)
    cadre = leaders(1)[0]
    TownshipUserFactory(cadre=cadre)
    call_up(training_class, [cadre.pk], by=staff)
    changes = Notice.objects.filter(kind="training.class_changed")

    services.change_class(training_class, by=staff, name="新名", capacity=20)
    assert changes.count() == 0
    services.change_class(training_class, by=staff, place="县行政学院")
    assert changes.count() == 1
    session.refresh_from_db()
    assert session.revision == 1
    services.change_session(session, by=staff, topic="新专题")
    services.cancel_session(session, by=staff, reason="讲师有事")
    assert changes.count() == 3
    session.refresh_from_db()
    assert (session.cancelled, session.revision) == (True, 3)
    services.change_class(training_class, by=staff, place="县行政学院")
    assert changes.count() == 3


def test_refused_changes(staff):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN, capacity=2)
    session = SessionFactory(training_class=training_class, day=4)
    enrolment = EnrolmentFactory(training_class=training_class, seat=2)
    with pytest.raises(Refused) as refused:
        services.change_class(training_class, by=staff, capacity=1, ends_on=training_class.starts_on)
    assert codes(refused) == ["seats-taken", "sessions-outside"]
    with pytest.raises(Refused) as refused:
        services.change_session(session, by=staff, starts_at=now() - timedelta(days=90))
    assert codes(refused) == ["outside-class"]
    with pytest.raises(ValidationError):
        services.add_session(
            training_class,
            by=staff,
            topic="同一时间",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            hours=Decimal(3),
        )
    with pytest.raises(Refused) as refused:
        services.cancel_session(session, by=staff, reason=" ")
    assert codes(refused) == ["reason-missing"]
    AttendanceFactory(session=session, enrolment=enrolment)
    with pytest.raises(Refused) as refused:
        services.change_session(session, by=staff, topic="改")
    assert codes(refused) == ["session-held"]
    services.cancel_session(SessionFactory(training_class=training_class), by=staff, reason="因故")
    gone = Session.objects.get(cancelled=True)
    with pytest.raises(Refused) as refused:
        services.change_session(gone, by=staff, topic="改")
    assert codes(refused) == ["session-cancelled"]


def test_nothing_changes_after_the_end(staff, leader):
    closed = TrainingClassFactory(stage=ClassStage.CLOSED)
    with pytest.raises(Refused) as refused:
        services.change_class(closed, by=staff, place="别处")
    assert codes(refused) == ["class-over"]
    with pytest.raises(PermissionDenied):
        services.change_class(closed, by=leader, place="别处")


def test_making_programme_and_class(staff):
    programme = services.make_programme(
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
        services.make_class(programme, by=staff, name="一期", place="党校", capacity=3, **days)
    with pytest.raises(ValidationError):
        services.make_programme(division=CountyFactory(), by=staff, name="任职培训", topics=[])
    made = services.make_class(
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

    services.move_class(training_class, "cancel", by=staff, reason="疫情")

    session.refresh_from_db()
    assert session.cancelled
    assert Enrolment.objects.get().stage == EnrolmentStage.WITHDRAWN
    assert list(Need.objects.not_called()) == [need]
    assert Notice.objects.get(settled_at=None).kind == "training.class_cancelled"


# --- attendance and results -----------------------------------------------------------------------


def running_class(sessions=7, people=1):
    """Seven sessions of 3.5 hours over the last days, so one missed is exactly one seventh."""
    training_class = TrainingClassFactory(
        stage=ClassStage.RUNNING, starts_on=localdate() - timedelta(days=sessions), ends_on=localdate()
    )
    for day in range(sessions):
        SessionFactory(training_class=training_class, day=day)
    return training_class, [EnrolmentFactory(training_class=training_class) for _ in range(people)]


def test_results_when_the_class_closes(staff):
    training_class, (full, seventh, more, never) = running_class(people=4)
    full.need = NeedFactory(cadre=full.cadre)
    full.save()
    never.need = NeedFactory(cadre=never.cadre)
    never.save()
    missed = {full: 0, seventh: 1, more: 2, never: 7}
    with pytest.raises(Refused) as refused:
        services.move_class(training_class, "close", by=staff)
    assert codes(refused) == ["attendance-missing"]
    for number, session in enumerate(training_class.sessions.all()):
        marks = {e.pk: Mark.ABSENT if number < gone else Mark.LATE for e, gone in missed.items()}
        assert record_attendance(session, marks, by=staff) == 4

    services.move_class(training_class, "close", by=staff)

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
    year = localdate().year
    assert hours_in_year(ids, year) == dict(zip(ids, (Decimal("24.5"), 21, 0, 0), strict=True))
    assert hours_in_year(ids, year - 1) == dict.fromkeys(ids, 0)


def test_more_than_a_seventh_missed_by_law(staff):
    training_class, (enrolment,) = running_class()
    for session in training_class.sessions.all()[:2]:
        record_attendance(session, {enrolment.pk: Mark.ABSENT}, by=staff)
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
    record_attendance(session, {enrolment.pk: Mark.ABSENT}, by=staff)
    record_attendance(session, {enrolment.pk: Mark.PRESENT}, by=staff)
    assert Attendance.objects.get().hours == session.hours


def test_attendance_refused(staff, leader):
    training_class, (enrolment,) = running_class()
    session = training_class.sessions.first()
    with pytest.raises(PermissionDenied):
        record_attendance(session, {}, by=leader)
    stranger = EnrolmentFactory()
    with pytest.raises(Refused) as refused:
        record_attendance(session, {stranger.pk: Mark.PRESENT}, by=staff)
    assert codes(refused) == ["not-on-roll"]
    tomorrow = SessionFactory(
        training_class=TrainingClassFactory(stage=ClassStage.OPEN, starts_on=localdate() + timedelta(days=1))
    )
    with pytest.raises(Refused) as refused:
        record_attendance(tomorrow, {}, by=staff)
    assert codes(refused) == ["class-not-running", "session-to-come"]
    services.cancel_session(session, by=staff, reason="停课")
    with pytest.raises(Refused) as refused:
        record_attendance(session, {enrolment.pk: Mark.PRESENT}, by=staff)
    assert codes(refused) == ["session-cancelled"]


def test_database_refuses_attendance_elsewhere_or_too_long(db):
    session = SessionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(session=session, enrolment=EnrolmentFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(session=session, hours=session.hours + 1)


# --- needs ----------------------------------------------------------------------------------------


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


def test_programme_for_secretaries_calls_no_head(staff):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN, programme=ProgrammeFactory(audience=Audience.HEADS))
    deputy = TenureFactory(post=PostFactory(kind=PostKind.DEPUTY_HEAD, name="副镇长")).cadre
    assert call_up(training_class, [deputy.pk], by=staff).refused[0][1][0].code == "not-the-audience"
    assert len(call_up(training_class, [leaders(1, head=True)[0].pk], by=staff).called) == 1
