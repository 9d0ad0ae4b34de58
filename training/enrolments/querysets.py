"""Named, chainable reads of training."""

from datetime import date
from typing import Self

from cadres.registry.cadre_files.querysets import HEAVY_OF_CADRE
from cadres.shared.scope import ScopedQuerySet
from training.enrolments.choices import EXPECTED, EnrolmentStage


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
