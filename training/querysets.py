"""Named, chainable reads of training."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef

from cadres.querysets import HEAVY_OF_CADRE
from cadres.querysets.base import related
from cadres.shared.counting import number_of
from cadres.shared.scope import ScopedQuerySet
from training.choices import EXPECTED, LIVE_CLASS, ClassStage, EnrolmentStage


class ProgrammeQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("division")


class TrainingClassQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def live(self) -> Self:
        return self.filter(stage__in=LIVE_CLASS)

    def calling_up(self, day: date) -> Self:
        """Open, and not over on that day."""
        return self.filter(stage=ClassStage.OPEN, ends_on__gte=day)

    def with_seats(self) -> Self:
        """``taken`` seats and ``waiting`` requests for leave, each a subquery, so that lists stay one query."""
        rows, here = related(self, "enrolments"), OuterRef("pk")
        return self.annotate(
            taken=number_of(rows.on_roll(), training_class=here),
            waiting=number_of(rows.asking_leave(), training_class=here),
        )

    def with_marks(self) -> Self:
        """``held`` sessions, and ``unmarked``: those for which somebody on the roll has no mark yet."""
        enrolments, sessions = related(self, "enrolments"), related(self, "sessions").held()
        marks = related(enrolments, "attendances")
        marked = marks.filter(session=OuterRef(OuterRef("pk")), enrolment=OuterRef("pk"))
        gaps = enrolments.expected().filter(training_class=OuterRef("training_class")).exclude(Exists(marked))
        return self.annotate(
            held=number_of(sessions, training_class=OuterRef("pk")),
            unmarked=number_of(sessions.filter(Exists(gaps)), training_class=OuterRef("pk")),
        )

    def for_list(self) -> Self:
        return self.select_related("programme", "division").with_seats()


class SessionQuerySet(ScopedQuerySet):
    division_path = "training_class__division_id"
    cadre_path = "training_class__enrolments__cadre_id"

    def held(self) -> Self:
        """Not cancelled."""
        return self.filter(cancelled=False)

    def for_list(self) -> Self:
        return self.select_related("training_class")


class NeedQuerySet(ScopedQuerySet):
    division_path = "cadre__division_id"
    cadre_path = "cadre_id"

    def open(self) -> Self:
        return self.filter(settled_by=None)

    def overdue_on(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def not_called(self) -> Self:
        """Open, and no call-up for it is running: none was made, leave was granted, or it did not settle it."""
        called = related(self, "enrolments").expected().filter(need=OuterRef("pk"))
        return self.open().exclude(Exists(called))

    def for_list(self) -> Self:
        return self.select_related("cadre", "settled_by__training_class", "tenure__post__organization").defer(
            *HEAVY_OF_CADRE
        )


class EnrolmentQuerySet(ScopedQuerySet):
    division_path = "training_class__division_id"
    cadre_path = "cadre_id"

    def expected(self) -> Self:
        return self.filter(stage__in=EXPECTED)

    def on_roll(self) -> Self:
        """Everybody who holds a seat."""
        return self.filter(seat__isnull=False)

    def asking_leave(self) -> Self:
        return self.filter(stage=EnrolmentStage.LEAVE_ASKED)

    def overlapping(self, first: date, last: date) -> Self:
        """Expected at a class that has a day between the two."""
        return self.expected().filter(training_class__starts_on__lte=last, training_class__ends_on__gte=first)

    def for_list(self) -> Self:
        return self.select_related("cadre", "training_class").defer(*HEAVY_OF_CADRE)

    def for_api(self) -> Self:
        """A thousand rows a request: of cadre and class only what is shown."""
        own = (field.attname for field in self.model._meta.concrete_fields)
        return self.select_related("cadre", "training_class").only(*own, "cadre__name", "training_class__name")


class AttendanceQuerySet(ScopedQuerySet):
    division_path = "session__training_class__division_id"
    cadre_path = "enrolment__cadre_id"

    def that_counts(self) -> Self:
        """Hours of those who were withdrawn do not count, nor of sessions cancelled later."""
        return self.exclude(enrolment__stage=EnrolmentStage.WITHDRAWN).filter(session__cancelled=False)


class CalendarFeedQuerySet(ScopedQuerySet):
    """A feed belongs to one account; nobody else sees it."""

    division_path = None

    def visible_to(self, user: Any) -> Self:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()
