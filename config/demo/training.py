"""Programmes, classes past and coming, who was called up, who attended and the hours they have."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils.timezone import make_aware

from cadres.models import Tenure, User
from cadres.registry.posts.choices import PostKind
from config.demo.people import People
from config.demo.place import Place
from training.classes.choices import ClassStage
from training.enrolments.choices import AttendanceStatus, EnrolmentStage
from training.models import Attendance, Enrolment, Programme, Session, TrainingClass
from training.programmes.choices import Audience, Form, Topic

SEATS = 40
LESSON = Decimal("3.5")  # two a day
# Name, audience, form, induction, topics.
PROGRAMMES = (
    ("乡镇党委书记任职培训班", Audience.SECRETARIES, Form.CLASS, True, (Topic.DIRECTION, Topic.PLANNING, Topic.TEAM)),
    ("乡镇长任职培训班", Audience.HEADS, Form.CLASS, True, (Topic.SYSTEM, Topic.COORDINATION, Topic.LAW)),
    ("乡镇党政正职春季专题班", Audience.BOTH, Form.CLASS, False, (Topic.COUNTRYSIDE, Topic.INDUSTRY)),
    ("乡镇党政正职秋季专题班", Audience.BOTH, Form.CLASS, False, (Topic.ECOLOGY, Topic.LAW, Topic.INTEGRITY)),
    ("党政正职论坛", Audience.BOTH, Form.FORUM, False, (Topic.STRATEGY, Topic.ECONOMY)),
    ("赴先进县考察学习", Audience.BOTH, Form.STUDY_TOUR, False, (Topic.INDUSTRY, Topic.COUNTRYSIDE)),
)
LESSONS = (
    "党的创新理论专题辅导",
    "乡村全面振兴的县域实践",
    "基层治理与信访工作",
    "土地与规划政策解读",
    "集体经济发展案例",
    "安全生产与应急处置",
    "党风廉政建设专题",
    "生态环境保护责任",
    "财政资金与项目管理",
    "结构化研讨",
)


@dataclass(frozen=True)
class Plan:
    """One class to come or gone by: programme, first day, days, stage."""

    programme: int
    starts: date
    days: int
    stage: ClassStage


def build_training(rng: Random, place: Place, people: People, *, staff: User) -> None:
    programmes = Programme.objects.bulk_create(
        Programme(
            division=place.county, name=name, audience=audience, form=form, induction=induction, topics=list(topics)
        )
        for name, audience, form, induction, topics in PROGRAMMES
    )
    for plan in _plans(place.today):
        _class(rng, place, people, programmes[plan.programme], plan, staff)


def _plans(today: date) -> list[Plan]:
    """Three years of classes; one begins next week; two inductions within the month: a new leader finds a seat."""
    found = []
    for back in (2, 1, 0):
        year = today.year - back
        for programme, month, days in ((2, 4, 5), (4, 6, 1), (5, 7, 3), (3, 10, 4)):
            starts = _monday(date(year, month, 8))
            if starts + timedelta(days=days) < today:
                found.append(Plan(programme, starts, days, ClassStage.CLOSED))
    soon = _monday(today + timedelta(days=18))
    found += [
        Plan(4, _monday(today + timedelta(days=1)), 1, ClassStage.OPEN),
        Plan(0, soon, 4, ClassStage.OPEN),
        Plan(1, soon + timedelta(days=14), 4, ClassStage.OPEN),
        Plan(2, _monday(today + timedelta(days=110)), 5, ClassStage.PLANNED),
    ]
    return found


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _class(  # noqa: PLR0913, PLR0917 -- a class has as many sides
    rng: Random, place: Place, people: People, programme: Programme, plan: Plan, staff: User
) -> None:
    training_class = TrainingClass.objects.create(
        programme=programme,
        division=place.county,
        name=f"{plan.starts.year}年{programme.name}",
        place="县委党校" if programme.form != Form.STUDY_TOUR else "东部某先进县",
        starts_on=plan.starts,
        ends_on=plan.starts + timedelta(days=plan.days - 1),
        capacity=SEATS,
        stage=plan.stage,
    )
    sessions = Session.objects.bulk_create(
        _session(rng, training_class, plan.starts + timedelta(days=day), half, day * 2 + half)
        for day in range(plan.days)
        for half in (0, 1)
    )
    if plan.stage == ClassStage.PLANNED:
        return
    called = _called(rng, people, programme, plan)
    if plan.stage == ClassStage.OPEN:
        _call(training_class, called, staff)
    else:
        _attended(rng, training_class, sessions, called, staff)


def _session(rng: Random, training_class: TrainingClass, day: date, half: int, number: int) -> Session:
    begins = make_aware(datetime.combine(day, time(9 if half == 0 else 14)))
    return Session(
        training_class=training_class,
        uid=uuid.UUID(int=rng.getrandbits(128), version=4),
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        topic=LESSONS[number % len(LESSONS)],
        lecturer="县委党校教研室",
        hours=LESSON,
    )


def _called(rng: Random, people: People, programme: Programme, plan: Plan) -> list[Tenure]:
    """Leaders of the programme's posts on its first day, each once; to an induction only who is new in the post."""
    kinds = {
        Audience.SECRETARIES: (PostKind.SECRETARY,),
        Audience.HEADS: (PostKind.HEAD,),
        Audience.BOTH: (PostKind.SECRETARY, PostKind.HEAD),
    }[Audience(programme.audience)]
    found = {}
    for spell in people.history.spells:
        if spell.seat.kind not in kinds or spell.since > plan.starts or (spell.until and spell.until <= plan.starts):
            continue
        if programme.induction and spell.since < plan.starts - timedelta(days=365):
            continue
        found.setdefault(spell.person.number, people.tenures[id(spell)])
    tenures = [found[number] for number in sorted(found)]
    size = min(len(tenures), SEATS // 2 if programme.induction else SEATS - 4)
    return rng.sample(tenures, size)


def _call(training_class: TrainingClass, called: list[Tenure], staff: User) -> None:
    Enrolment.objects.bulk_create(
        Enrolment(
            training_class=training_class,
            cadre_id=tenure.cadre_id,
            seat=seat,
            stage=EnrolmentStage.CONFIRMED if seat % 3 else EnrolmentStage.CALLED,
            called_by=staff,
        )
        for seat, tenure in enumerate(called, start=1)
    )


def _attended(
    rng: Random, training_class: TrainingClass, sessions: list[Session], called: list[Tenure], staff: User
) -> None:
    enrolments, marks = [], {}
    for seat, tenure in enumerate(called, start=1):
        marks[seat] = [AttendanceStatus.PRESENT if rng.random() > 0.02 else AttendanceStatus.ABSENT for _ in sessions]
        hours = LESSON * marks[seat].count(AttendanceStatus.PRESENT)
        came = hours > 0
        enrolments.append(
            Enrolment(
                training_class=training_class,
                cadre_id=tenure.cadre_id,
                seat=seat,
                stage=EnrolmentStage.ATTENDED if came else EnrolmentStage.ABSENT,
                hours=hours,
                called_by=staff,
            )
        )
    made = Enrolment.objects.bulk_create(enrolments)
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session,
                enrolment=enrolment,
                mark=mark,
                hours=session.hours if mark == AttendanceStatus.PRESENT else 0,
            )
            for enrolment in made
            for session, mark in zip(sessions, marks[enrolment.seat], strict=True)
        ],
        batch_size=1000,
    )
