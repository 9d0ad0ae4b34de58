from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef

from cadres.shared.lists.counting import number_of
from cadres.shared.scope import ScopedQuerySet, related
from training.classes.choices import LIVE_CLASS, ClassStage


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
