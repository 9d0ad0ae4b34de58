from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.timezone import localdate

from cadres.models import User
from cadres.platform.rule_settings.facts import rulebook
from training.classes.models import Session
from training.enrolments.choices import AttendanceStatus
from training.enrolments.models import Attendance, Enrolment
from training.enrolments.rules import EnrolmentFacts
from training.programmes.regulations import ABSENCE_PART, CLASS


def collect_enrolment_facts(record: Enrolment, by: User | None, _given: Any) -> EnrolmentFacts:
    """Four queries. ``by`` is None for the program itself."""
    today = localdate()
    training_class = record.training_class
    book = rulebook(training_class.division_id, on=CLASS.on(training_class))
    sessions = Session.objects.held().filter(training_class=training_class)
    total = sessions.aggregate(n=Sum("hours"))["n"] or Decimal(0)
    sums = Attendance.objects.filter(enrolment=record, session__cancelled=False).aggregate(
        attended=Sum("hours"), missed=Sum("session__hours", filter=Q(mark=AttendanceStatus.ABSENT))
    )
    return EnrolmentFacts(
        book=book,
        today=today,
        class_stage=training_class.stage,
        starts_on=training_class.starts_on,
        cadre_id=record.cadre_id,
        by_cadre_id=by.cadre_id if by is not None else None,
        total=total,
        attended=sums["attended"] or Decimal(0),
        missed=sums["missed"] or Decimal(0),
        part=book.value(ABSENCE_PART),
    )
