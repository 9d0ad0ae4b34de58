"""What the rules of training look at."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.timezone import localdate

from cadres.models import User
from cadres.services.rulebook import rulebook
from training.choices import Mark
from training.models import Attendance, Enrolment, Session, TrainingClass
from training.regulations import ABSENCE_PART
from training.rules import ClassFacts, EnrolmentFacts


def gather_class(record: TrainingClass, by: User | None) -> ClassFacts:  # noqa: ARG001 -- one signature for all
    """Two queries; one where ``with_marks`` brought the numbers with the record."""
    today = localdate()
    counted: Any = record if "unmarked" in record.__dict__ else TrainingClass.objects.with_marks().get(pk=record.pk)
    return ClassFacts(
        book=rulebook(record.division_id, on=today),
        today=today,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        sessions=counted.held,
        unmarked=counted.unmarked,
    )


def gather_enrolment(record: Enrolment, by: User | None) -> EnrolmentFacts:
    """Four queries. ``by`` is None for the program itself."""
    today = localdate()
    training_class = record.training_class
    book = rulebook(training_class.division_id, on=today)
    sessions = Session.objects.held().filter(training_class=training_class)
    total = sessions.aggregate(n=Sum("hours"))["n"] or Decimal(0)
    sums = Attendance.objects.filter(enrolment=record, session__cancelled=False).aggregate(
        attended=Sum("hours"), missed=Sum("session__hours", filter=Q(mark=Mark.ABSENT))
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


def snapshot(facts: Any) -> dict:
    """What goes into the record of the step: everything but the settings of the rules."""
    return {field.name: getattr(facts, field.name) for field in fields(facts) if field.name != "book"}
