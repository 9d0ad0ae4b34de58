"""Rules of training: facts in, objections out. No database, no request."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.shared.errors import Objection
from cadres.shared.regulations.catalogue import number_text
from training.classes.choices import ClassStage
from training.programmes.regulations import ABSENCE_PART, CLASH, DAYS_YEAR, HOURS_A_DAY, HOURS_YEAR


@dataclass(frozen=True)
class Progress:
    """Hours of one year against what Art 14 asks for: so many hours, or so many days."""

    hours: Decimal
    needed: Decimal
    days: Decimal
    needed_days: Decimal

    @property
    def met(self) -> bool:
        return self.hours >= self.needed or self.days >= self.needed_days

    @property
    def share(self) -> int:
        """Per cent, never more than 100 and never rounded up to it."""
        return min(100, int(self.hours * 100 / self.needed))

    @property
    def missing(self) -> Decimal:
        return Decimal(0) if self.met else self.needed - self.hours


def progress(hours: Decimal, book: Any) -> Progress:
    """How far somebody of section rank has come this year."""
    days = hours / book.value(HOURS_A_DAY)
    return Progress(hours, book.value(HOURS_YEAR), days, book.value(DAYS_YEAR))


def enough_hours(book: Any) -> Decimal:
    """So many hours are enough: those of the year, or of its days where these come to less."""
    return min(Decimal(book.value(HOURS_YEAR)), Decimal(book.value(DAYS_YEAR)) * Decimal(book.value(HOURS_A_DAY)))


def missed_too_much(missed: Decimal, total: Decimal, part: Decimal) -> bool:
    """More than one in ``part`` of the hours missed; exactly that much is still borne.

    >>> missed_too_much(Decimal(3), Decimal(21), Decimal(7))
    False
    """
    return missed * part > total


@dataclass(frozen=True)
class EnrolmentFacts:
    """What the moves of a call-up look at. Hours are those of sessions held."""

    book: Any
    today: date
    class_stage: str
    starts_on: date
    cadre_id: int
    by_cadre_id: int | None
    total: Decimal
    attended: Decimal
    missed: Decimal
    part: Decimal


def is_own(facts: EnrolmentFacts) -> Iterator[Objection]:
    if facts.by_cadre_id != facts.cadre_id:
        yield Objection("not-own", _("Only who is called up can answer."))


def class_is_on(facts: EnrolmentFacts) -> Iterator[Objection]:
    if facts.class_stage not in (ClassStage.OPEN, ClassStage.RUNNING):
        yield Objection("class-over", _("This class is over or was cancelled."))


def asked_in_time(facts: EnrolmentFacts) -> Iterator[Objection]:
    if facts.today >= facts.starts_on:
        yield Objection("leave-late", _("Leave is asked for before the class begins. Telephone the department."))


def class_is_closed(facts: EnrolmentFacts) -> Iterator[Objection]:
    if facts.class_stage != ClassStage.CLOSED:
        yield Objection("class-not-closed", _("The result is made when the class is closed."))


def was_there(facts: EnrolmentFacts) -> Iterator[Objection]:
    if not facts.attended:
        yield Objection("never-there", _("Not one hour was attended."))


def was_never_there(facts: EnrolmentFacts) -> Iterator[Objection]:
    if facts.attended:
        yield Objection("was-there", _("Some hours were attended."))


def missed_little(facts: EnrolmentFacts) -> Iterator[Objection]:
    if missed_too_much(facts.missed, facts.total, facts.part):
        message = _("More than one in %(part)s hours was missed.") % {"part": number_text(facts.part)}
        yield Objection("missed-too-much", message, facts.book.source(ABSENCE_PART), ABSENCE_PART)


def missed_too_many(facts: EnrolmentFacts) -> Iterator[Objection]:
    if not missed_too_much(facts.missed, facts.total, facts.part):
        message = _("No more than one in %(part)s hours was missed.") % {"part": number_text(facts.part)}
        yield Objection("missed-little", message, facts.book.source(ABSENCE_PART), ABSENCE_PART)


@dataclass(frozen=True)
class CallFacts:
    """What a call-up of one cadre to one class looks at."""

    book: Any
    class_stage: str
    ends_on: date
    today: date
    free_seats: int
    serving: bool
    post_kinds: frozenset[str]
    wanted_kinds: frozenset[str]
    clash: str


def class_calls_up(facts: CallFacts) -> Iterator[Objection]:
    if facts.class_stage != ClassStage.OPEN or facts.ends_on < facts.today:
        yield Objection("class-not-open", _("This class does not call up at present."))


def seat_is_free(facts: CallFacts) -> Iterator[Objection]:
    if facts.free_seats <= 0:
        yield Objection("class-full", _("No seat is free."))


def is_serving(facts: CallFacts) -> Iterator[Objection]:
    if not facts.serving:
        yield Objection("not-serving", _("This cadre is no longer serving."))


def fits_the_audience(facts: CallFacts) -> Iterator[Objection]:
    if not facts.post_kinds & facts.wanted_kinds:
        yield Objection("not-the-audience", _("This cadre holds no post that the class is meant for."))


def days_are_free(facts: CallFacts) -> Iterator[Objection]:
    if facts.clash:
        message = _("Already called up for the same days: %s.") % facts.clash
        yield Objection("clash", message, facts.book.source(CLASH), CLASH)


ON_CALL = (class_calls_up, is_serving, fits_the_audience, days_are_free, seat_is_free)


def result_of(attended: Decimal, missed: Decimal, total: Decimal, part: Decimal) -> str:
    """Name of the move by which a closed class ends for one who was expected."""
    if not attended:
        return "miss"
    return "expel" if missed_too_much(missed, total, part) else "attend"
