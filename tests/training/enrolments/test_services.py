"""Call-ups, seats, answers and leave through the real services and database."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from cadres.models import Notice, Step
from cadres.platform.accounts.choices import Role
from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.posts.choices import PostKind
from cadres.shared.errors import OutOfDate, Refused
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    PostFactory,
    TenureFactory,
    TownshipUserFactory,
    UserFactory,
)
from tests.support.concurrency import run_concurrently
from tests.support.moves import entitled
from tests.support.refusals import codes
from tests.support.training import (
    AttendanceFactory,
    EnrolmentFactory,
    NeedFactory,
    ProgrammeFactory,
    SessionFactory,
    TrainingClassFactory,
    leaders,
)
from training.classes.choices import ClassStage
from training.enrolments.choices import AttendanceStatus, EnrolmentStage
from training.enrolments.services.callups import call_up
from training.enrolments.services.enrolments import move_enrolment
from training.enrolments.workflow import ENROLMENT_MOVES
from training.models import Enrolment, Need
from training.programmes.choices import Audience

RELEASED = (EnrolmentStage.LEAVE_GRANTED, EnrolmentStage.WITHDRAWN)


def ready_enrolment(move, stage):
    """A call-up for which every guard of the move lets pass."""
    ended = move.name in ("attend", "miss")
    training_class = TrainingClassFactory(
        stage=ClassStage.CLOSED if ended else ClassStage.OPEN, starts_on=localdate() + timedelta(days=3)
    )
    enrolment = EnrolmentFactory(training_class=training_class, stage=stage)
    session = SessionFactory(training_class=training_class)
    if move.name in ("attend", "expel"):
        mark = AttendanceStatus.PRESENT if move.name == "attend" else AttendanceStatus.ABSENT
        AttendanceFactory(session=session, enrolment=enrolment, mark=mark)
    return enrolment


@pytest.mark.parametrize("stage", EnrolmentStage)
@pytest.mark.parametrize("move", ENROLMENT_MOVES, ids=lambda move: move.name)
def test_every_move_of_a_call_up_from_every_stage(move, stage, staff):
    enrolment = ready_enrolment(move, stage)
    by = entitled(move, staff, TownshipUserFactory(cadre=enrolment.cadre))
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
    assert codes(refused) == ["recusal"]


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
    retired.tenures.update(held=DateRange(date(2023, 1, 10), date(2026, 1, 10)), end_reason="retired")
    retired.status = CadreStatus.RETIRED
    retired.save()
    outcome = call_up(planned, [retired.pk], by=staff)
    assert [o.code for o in outcome.refused[0][1]] == ["class-not-open", "not-serving", "not-the-audience"]


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

    assert sum(run_concurrently(*(partial(run, people[n::4]) for n in range(4)))) == 10
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


def test_programme_for_secretaries_calls_no_head(staff):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN, programme=ProgrammeFactory(audience=Audience.HEADS))
    deputy = TenureFactory(post=PostFactory(kind=PostKind.DEPUTY_HEAD, name="副镇长")).cadre
    assert call_up(training_class, [deputy.pk], by=staff).refused[0][1][0].code == "not-the-audience"
    assert len(call_up(training_class, [leaders(1, head=True)[0].pk], by=staff).called) == 1
