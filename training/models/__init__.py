"""Records of training; each noun declares its own."""

from training.calendars.models import CalendarFeed
from training.classes.models import Session, TrainingClass
from training.enrolments.models import Attendance, Enrolment
from training.needs.models import Need
from training.programmes.models import Programme

__all__ = ["Attendance", "CalendarFeed", "Enrolment", "Need", "Programme", "Session", "TrainingClass"]
