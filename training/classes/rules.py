from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.shared.errors import Objection


@dataclass(frozen=True)
class ClassFacts:
    """What the moves of a class look at."""

    book: Any
    today: date
    starts_on: date
    ends_on: date
    sessions: int
    unmarked: int


def has_sessions(facts: ClassFacts) -> Iterator[Objection]:
    if not facts.sessions:
        yield Objection("no-sessions", _("Nothing is scheduled yet. Add the sessions first."))


def still_to_come(facts: ClassFacts) -> Iterator[Objection]:
    if facts.ends_on < facts.today:
        yield Objection("class-past", _("The days of this class are past. Change its dates first."))


def has_begun(facts: ClassFacts) -> Iterator[Objection]:
    if facts.today < facts.starts_on:
        yield Objection("not-begun", _("The class begins later. It can be started on its first day."))


def is_over(facts: ClassFacts) -> Iterator[Objection]:
    if facts.today < facts.ends_on:
        yield Objection("not-over", _("The class is not over. It can be closed on its last day."))


def all_marked(facts: ClassFacts) -> Iterator[Objection]:
    if facts.unmarked:
        yield Objection("attendance-missing", _("Attendance is not recorded for every session. Enter it first."))
