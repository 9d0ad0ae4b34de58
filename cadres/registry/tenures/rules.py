"""Which posts one person may hold at one time (兼任), one shoulder (一肩挑) among them, and terms served. Pure.

The trigger ``one_shoulder`` of tenures guards the same in the database; a test compares the two case by case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.registry.posts.choices import MAIN_POSTS, PostKind
from cadres.registry.tenures.regulations import BY_PROCEDURE, CHAIR, ONE_SHOULDER
from cadres.shared.dates import add_months
from cadres.shared.errors import Objection
from cadres.shared.regulations.catalogue import RULES, Action

ADMINISTRATIVE = frozenset({PostKind.HEAD, PostKind.DEPUTY_HEAD})  # posts of a township's government
IN_PILOTS = frozenset(MAIN_POSTS)
GUARDED = (
    ADMINISTRATIVE | IN_PILOTS | {PostKind.CONGRESS_CHAIR}
)  # the kinds of post that do not go with every other one


@dataclass(frozen=True)
class Span:
    """Days from ``since``; ``until`` is the first day after them, None where no end is known."""

    since: date
    until: date | None = None

    def meets(self, other: "Span") -> bool:
        """Whether some day lies in both; ranges that only touch share none."""
        return (self.until is None or other.since < self.until) and (other.until is None or self.since < other.until)

    def shared_with(self, other: "Span") -> "Span":
        """The days in both of two that meet."""
        ends = [end for end in (self.until, other.until) if end is not None]
        return Span(max(self.since, other.since), min(ends) if ends else None)

    def covers(self, other: "Span") -> bool:
        if self.since > other.since:
            return False
        return self.until is None or (other.until is not None and other.until <= self.until)


@dataclass(frozen=True)
class Holding:
    """A post of some kind in some township, held or to be held."""

    kind: str
    division: str
    held: Span


@dataclass(frozen=True)
class PilotPeriod:
    """A declared pilot of one shoulder (一肩挑试点)."""

    division: str
    period: Span


def never_together(one: str, other: str) -> bool:
    """The chair of the congress beside a post of the government, whatever the township."""
    return PostKind.CONGRESS_CHAIR in (one, other) and not ADMINISTRATIVE.isdisjoint((one, other))


def needs_pilot(one: Holding, other: Holding) -> bool:
    """Whether only a pilot can allow both."""
    return {one.kind, other.kind} == IN_PILOTS and one.division == other.division and one.held.meets(other.held)


def against_both(one: Holding, other: Holding, pilots: Iterable[PilotPeriod]) -> Objection | None:
    """What stands against one person holding both.

    Chair of the congress and a post of the government never; secretary and head in one township, where one pilot
    covers the whole time of both. Judged by the law of the first day on which both would be held.
    """
    kinds = {one.kind, other.kind}
    if not one.held.meets(other.held):
        return None
    both = one.held.shared_with(other.held)
    if never_together(one.kind, other.kind):
        text = _("The chair of the people's congress may hold no administrative post.")
        return Objection("chair-not-head", text, RULES[CHAIR].on(both.since).source, CHAIR)
    if kinds != IN_PILOTS:
        return None
    declared = (pilot for pilot in pilots if pilot.division == one.division == other.division)
    if any(pilot.period.covers(both) for pilot in declared):
        return None
    text = _("Secretary and head in one person only in a pilot township. End the other post first.")
    return Objection("one-shoulder", text, RULES[ONE_SHOULDER].on(both.since).source, ONE_SHOULDER)


def owned(kind: str, book: Any) -> bool:
    """Whether on the day of this rulebook a procedure alone writes how a post of this kind is taken up or left."""
    return kind in MAIN_POSTS and book.action(BY_PROCEDURE) == Action.BLOCK


def against_side_door(kind: str, book: Any, url: str = "") -> Objection | None:
    """What stands against writing by hand what a procedure owns; ``url``: where a correction is proposed instead."""
    if not owned(kind, book):
        return None
    text = _("On %(day)s a main post is taken up or left by its procedure alone. Propose a correction instead.")
    values = {"day": date_format(book.day, "SHORT_DATE_FORMAT")}
    return Objection("by-procedure", text % values, book.source(BY_PROCEDURE), BY_PROCEDURE, url)


def full_terms(held: Iterable[Span], terms: Iterable[Span], on: date, *, enough_months: int | None = None) -> int:
    """Terms served in full one after the other (连续任满届数), up to the day before ``on``.

    ``held``: when somebody held one post; what still runs counts up to ``on``. ``terms``: the terms of its body, each
    with its end. A term is served in full when the post was held on each of its days; with ``enough_months``, on as
    many days as its first so many months have (a re-election within a term breaks nothing, days are added up). A term
    over by ``on`` and not served in full breaks the row.
    """
    spans = list(held)
    count = 0
    for term in sorted(terms, key=lambda one: one.since):
        if term.until is None:
            raise ValueError("a term has an end")
        if sum(_days_within(span, term, on) for span in spans) >= _days_of_a_full(term, enough_months):
            count += 1
        elif term.until <= on:
            count = 0
    return count


def _days_within(span: Span, term: Span, on: date) -> int:
    ends = [end for end in (span.until, term.until, on) if end is not None]
    return max((min(ends) - max(span.since, term.since)).days, 0)


def _days_of_a_full(term: Span, enough_months: int | None) -> int:
    whole = ((term.until or date.max) - term.since).days
    return whole if enough_months is None else min(whole, (add_months(term.since, enough_months) - term.since).days)
