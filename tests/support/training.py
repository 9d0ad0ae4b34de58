"""Valid records of training by default."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import factory
from django.db.models import Max
from django.utils.timezone import get_current_timezone, localdate
from factory.django import DjangoModelFactory

from tests.support.cadres import CadreFactory, CountyFactory, PostFactory, TenureFactory
from training.enrolments.choices import EnrolmentStage
from training.models import Attendance, Enrolment, Need, Programme, Session, TrainingClass
from training.needs.choices import Reason
from training.programmes.choices import Topic


class ProgrammeFactory(DjangoModelFactory):
    """For both main posts; ``induction=True`` for those new in the post."""

    class Meta:
        model = Programme

    division = factory.SubFactory(CountyFactory)
    name = factory.Sequence(lambda n: f"培训项目{n}")
    topics = factory.LazyFunction(lambda: [Topic.COUNTRYSIDE])


class TrainingClassFactory(DjangoModelFactory):
    """Five days from next week on, thirty seats, still being planned."""

    class Meta:
        model = TrainingClass

    programme = factory.SubFactory(ProgrammeFactory)
    division = factory.SelfAttribute("programme.division")
    name = factory.Sequence(lambda n: f"第{n}期")
    place = "县委党校"
    starts_on = factory.LazyFunction(lambda: localdate() + timedelta(days=7))
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=4))
    capacity = 30


class SessionFactory(DjangoModelFactory):
    """A morning on the class's ``day`` (0 is the first)."""

    class Meta:
        model = Session

    class Params:
        day = 0
        hour = 9

    training_class = factory.SubFactory(TrainingClassFactory)
    starts_at = factory.LazyAttribute(
        lambda o: datetime.combine(
            o.training_class.starts_on + timedelta(days=o.day), time(o.hour), get_current_timezone()
        )
    )
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=3))
    topic = "乡村振兴专题"
    lecturer = "某教授"
    hours = Decimal("3.5")


class EnrolmentFactory(DjangoModelFactory):
    """Called up; seats are numbered by the class."""

    class Meta:
        model = Enrolment

    training_class = factory.SubFactory(TrainingClassFactory)
    cadre = factory.SubFactory(CadreFactory)
    stage = EnrolmentStage.CALLED
    seat = factory.LazyAttribute(
        lambda o: (
            None
            if o.stage in (EnrolmentStage.LEAVE_GRANTED, EnrolmentStage.WITHDRAWN)
            else (o.training_class.enrolments.aggregate(n=Max("seat"))["n"] or 0) + 1
        )
    )


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    enrolment = factory.LazyAttribute(lambda o: EnrolmentFactory(training_class=o.session.training_class))
    mark = "present"
    hours = factory.LazyAttribute(lambda o: Decimal(0) if o.mark == "absent" else o.session.hours)


class NeedFactory(DjangoModelFactory):
    """A gap of the year by default."""

    class Meta:
        model = Need

    cadre = factory.SubFactory(CadreFactory)
    reason = Reason.GAP
    due_on = factory.LazyFunction(lambda: localdate() + timedelta(days=90))


class LeaderTenureFactory(TenureFactory):
    """A main post taken up a month ago."""

    post = factory.SubFactory(PostFactory)


def leaders(number, **post):
    return [TenureFactory(post=PostFactory(**post)).cadre for _ in range(number)]
