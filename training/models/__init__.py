from training.models.calendars import CalendarFeed
from training.models.classes import Programme, Session, TrainingClass
from training.models.enrolments import Attendance, Enrolment, Need

__all__ = ["Attendance", "CalendarFeed", "Enrolment", "Need", "Programme", "Session", "TrainingClass"]
