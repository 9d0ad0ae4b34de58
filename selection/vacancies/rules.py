"""Guards of vacancies. Pure: facts in, objections out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.shared.dates import add_months
from cadres.shared.errors import Objection


@dataclass(frozen=True)
class OpeningFacts:
    """What is known of a post when a vacancy is to be opened (职数预审): ``seat`` is None when none is left."""

    today: date
    book: Any
    approved: int
    held: int
    already_open: int
    seat: int | None
    holder_stays: bool
    free_on: date | None


@dataclass(frozen=True)
class VacancyFacts:
    """What is known of one vacancy."""

    today: date
    book: Any
    seat_held: bool
    election_running: bool


def a_seat_is_left(facts: OpeningFacts) -> Iterator[Objection]:
    if facts.seat is None:
        yield Objection(
            "approved-number",
            _("Approved seats: %(approved)d, held: %(held)d, already open: %(open)d. No seat is left to open.")
            % {"approved": facts.approved, "held": facts.held, "open": facts.already_open},
            facts.book.source("vacancy.approved_number"),
            "vacancy.approved_number",
        )


def the_day_is_near(facts: OpeningFacts) -> Iterator[Objection]:
    """A seat still held is opened only when the day on which it becomes free is known and near."""
    if facts.seat is None or not facts.holder_stays:
        return
    months = facts.book.number("vacancy.lead")
    if facts.free_on is None:
        yield Objection(
            "free-day-missing", _("The seat is still held and no term end is known. Give the day it becomes free.")
        )
    elif facts.free_on > add_months(facts.today, months):
        yield Objection(
            "too-early",
            _("The seat becomes free on %(day)s only. Open the vacancy in the last %(months)d months before.")
            % {"day": date_format(facts.free_on), "months": months},
            facts.book.source("vacancy.lead"),
            "vacancy.lead",
        )


def the_seat_is_held(facts: VacancyFacts) -> Iterator[Objection]:
    if not facts.seat_held:
        yield Objection("seat-not-held", _("Nobody has been appointed since. Complete the election first."))


def no_election_runs(facts: VacancyFacts) -> Iterator[Objection]:
    if facts.election_running:
        yield Objection("election-running", _("An election for this vacancy is running. Abandon it first."))
