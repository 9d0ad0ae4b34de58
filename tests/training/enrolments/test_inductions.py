"""Who is new in a main post is called up once, by the appointment or by the nightly task."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from cadres.models import Notice, Step
from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.choices import EndReason
from tests.support.cadres import PostFactory, TenureFactory, TownshipUserFactory, UserFactory
from tests.support.concurrency import refusals, run_concurrently
from tests.support.training import EnrolmentFactory, TrainingClassFactory
from training.classes.choices import ClassStage
from training.enrolments.choices import EnrolmentStage
from training.enrolments.services.inductions import call_up_for_induction, ensure_inductions
from training.enrolments.tasks import ensure_inductions as nightly
from training.models import Enrolment, Need
from training.programmes.choices import Audience


def new_tenure(**extra):
    return TenureFactory(held=DateRange(localdate() - timedelta(days=10), None), **extra)


def induction_class(**extra):
    return TrainingClassFactory(programme__induction=True, stage=ClassStage.OPEN, **extra)


def test_need_call_up_and_notice(staff):
    tenure = new_tenure()
    account = TownshipUserFactory(cadre=tenure.cadre)
    late = induction_class(starts_on=localdate() + timedelta(days=60))
    soon = induction_class()

    need = call_up_for_induction(tenure, by=staff)

    enrolment = Enrolment.objects.get()
    assert need.due_on == date(tenure.held.lower.year + 1, tenure.held.lower.month, tenure.held.lower.day)
    assert (enrolment.training_class, enrolment.need, enrolment.seat) == (soon, need, 1)
    assert enrolment.called_by == staff
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.due_on) == (account, "training.called_up", soon.starts_on)
    assert [step.move for step in Step.objects.of(enrolment)] == ["call_up"]
    assert late.enrolments.count() == 0


@pytest.mark.parametrize(
    "unfit",
    [
        {"stage": ClassStage.PLANNED},
        {"stage": ClassStage.CLOSED},
        {"programme__induction": False},
        {"programme__audience": Audience.HEADS},
        {"starts_on": date(2020, 1, 1)},
    ],
    ids=lambda unfit: next(iter(unfit)),
)
def test_only_a_fitting_open_class(staff, unfit):
    tenure = new_tenure()
    TrainingClassFactory(**({"programme__induction": True, "stage": ClassStage.OPEN} | unfit))
    assert call_up_for_induction(tenure, by=staff) is not None
    assert not Enrolment.objects.exists()


def test_full_class_is_passed_over(staff):
    full = induction_class(capacity=1)
    EnrolmentFactory(training_class=full)
    roomy = induction_class(starts_on=full.starts_on + timedelta(days=30))
    call_up_for_induction(new_tenure(), by=staff)
    assert roomy.enrolments.count() == 1


def test_no_need_for_other_posts(staff):
    deputy = new_tenure(post=PostFactory(kind=PostKind.DEPUTY_HEAD, name="副镇长"))
    assert call_up_for_induction(deputy, by=staff) is None
    assert not Need.objects.exists()


def test_twice_changes_nothing(staff):
    tenure = new_tenure()
    TownshipUserFactory(cadre=tenure.cadre)
    induction_class()
    first = call_up_for_induction(tenure, by=staff)
    assert call_up_for_induction(tenure, by=staff) == first
    assert (Need.objects.count(), Enrolment.objects.count(), Notice.objects.count()) == (1, 1, 1)


def test_leave_granted_calls_up_to_the_next_class(staff):
    tenure = new_tenure()
    first = induction_class()
    call_up_for_induction(tenure, by=staff)
    second = induction_class(starts_on=first.starts_on + timedelta(days=30))
    Enrolment.objects.update(stage=EnrolmentStage.LEAVE_ASKED)
    Enrolment.objects.update(stage=EnrolmentStage.LEAVE_GRANTED, seat=None)
    assert ensure_inductions() == 1
    assert second.enrolments.count() == 1
    assert ensure_inductions() == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one():
    tenure = new_tenure()
    induction_class()
    staff = UserFactory()

    assert not refusals(run_concurrently(*[partial(call_up_for_induction, tenure, by=staff)] * 2))
    assert (Need.objects.count(), Enrolment.objects.count()) == (1, 1)


def test_nightly_finds_who_lacks(db, django_assert_max_num_queries):
    induction_class()
    fresh = new_tenure()
    TenureFactory(held=DateRange(localdate() - timedelta(days=800), None))
    TenureFactory(
        held=DateRange(localdate() - timedelta(days=90), localdate() - timedelta(days=5)),
        end_reason=EndReason.EXCHANGED,
    )
    new_tenure(post=PostFactory(kind=PostKind.DEPUTY_HEAD, name="副镇长"))

    nightly.delay()

    assert [need.tenure for need in Need.objects.all()] == [fresh]
    assert Step.objects.filter(move="call_up", by=None).count() == 1
    with django_assert_max_num_queries(1):
        nightly.delay()
