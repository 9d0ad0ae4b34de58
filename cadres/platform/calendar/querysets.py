from typing import Self

from cadres.platform.calendar.choices import Stage
from cadres.shared.scope import ScopedQuerySet


class CalendarYearQuerySet(ScopedQuerySet):
    """The calendar is the nation's: whoever may read calendars reads every year."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_calendar") else self.none()

    def in_force(self) -> Self:
        return self.filter(stage=Stage.APPROVED)

    def waiting(self) -> Self:
        return self.filter(stage=Stage.DRAFT)

    def for_list(self) -> Self:
        return self.select_related("set_by", "approved_by")


class SpecialDayQuerySet(ScopedQuerySet):
    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_calendar") else self.none()
