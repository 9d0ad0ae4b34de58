"""What is due (待办): each app tells its own; the home page shows them all."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise


@dataclass(frozen=True)
class Due:
    """One thing to do: ``url`` is the form or page that settles it; ``on`` the day it is due, if any."""

    label: str | Promise
    url: str
    on: date | None = None
    late: bool = False


@dataclass(frozen=True)
class DueList:
    """At most ``shown`` items of one kind, most urgent first, with the address of the whole list."""

    title: str | Promise
    items: list[Due]
    url: str
    more: bool = False
