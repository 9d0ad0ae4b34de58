"""Who has computed days by the calendar (计期事项), so that all of it is computed again when a calendar is approved.

A noun adds one ``SpanUser``; its functions see every running record in one pass.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from cadres.platform.calendar.rules.days import Known
from cadres.shared.extensions import Point


@dataclass(frozen=True)
class Change:
    """One record whose computed day becomes another, or becomes certain."""

    record: Any
    label: str
    url: str
    before: date
    after: date
    was_certain: bool
    certain: bool

    @property
    def moves(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class SpanUser:
    """``changes`` compares what is saved with what the days known give; ``carry_out`` saves it, with its steps.

    Only what differs is a change, so that a second run finds nothing.
    """

    key: str
    title: str | Promise
    changes: Callable[[Known], list[Change]]
    carry_out: Callable[[list[Change], Any], None]


SPAN_USERS: Point[SpanUser] = Point("spans of working days", key=lambda user: user.key)
