"""Which day's law and which day's county settings judge a record (适用日): one declaration for each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localdate

from cadres.shared.extensions import Point


@dataclass(frozen=True)
class Judged:
    """One kind of record: ``day`` reads from it the day that counts, ``says`` names it, ``why`` gives the ground.

    Law and settings of that one day judge the record to its end; what is set later counts for what begins later.
    """

    key: str
    title: str | Promise
    says: str | Promise
    why: str | Promise
    day: Callable[[Any], date | None]

    def on(self, record: Any = None) -> date:
        """The day by whose law the record is judged. One that is only about to begin is judged by today's."""
        found = None if record is None else self.day(record)
        return localdate() if found is None else found


def end_of(year: int) -> date:
    """The day that counts for whatever belongs to a year."""
    return date(year, 12, 31)


JUDGED: Point[Judged] = Point("judged", key=lambda kind: kind.key, order=lambda kind: kind.key)
