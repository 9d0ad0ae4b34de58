"""How long a rank is held before the next (晋升职级的任职年限). Pure: dates in, days and objections out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.registry.ranks.choices import Ladder, Rank, label_of
from cadres.registry.ranks.regulations import BASIC, COUNTY_HIGHEST, EXCELLENT, HIGHEST, NO_SKIPPING, STEPS, years_key
from cadres.shared.dates import add_months, whole_years
from cadres.shared.errors import Objection


@dataclass(frozen=True)
class Held:
    """A level or rank with its days; ``since`` None: not known; ``until`` None: held now."""

    ladder: str
    rank: str
    since: date | None
    until: date | None = None


@dataclass(frozen=True)
class Facts:
    """The settings of the rules, what is on record, the years assessed as excellent and as basically competent."""

    book: Any
    held: tuple[Held, ...]
    excellent: tuple[int, ...] = ()
    basic: tuple[int, ...] = ()

    def now(self, ladder: str) -> Held | None:
        return next((one for one in self.held if one.ladder == ladder and one.until is None), None)

    def before(self, ladder: str, on: date) -> Held | None:
        """What was held until this day at least."""
        return next(
            (
                one
                for one in self.held
                if one.ladder == ladder
                and (one.since is None or one.since < on)
                and (one.until is None or one.until >= on)
            ),
            None,
        )


@dataclass(frozen=True)
class Outlook:
    """From what a rank is reached and when at the earliest; ``on`` None: the first day below is not known."""

    rank: Rank
    below: Held
    years: int
    excellent: tuple[int, ...]
    basic: tuple[int, ...]
    on: date | None


def outlook(rank: str, facts: Facts, on: date | None = None) -> Outlook | None:
    """The earliest day of this rank; None where no step leads to it from what is held now, or before ``on``."""
    step = STEPS.get(Rank(rank))
    if step is None:
        return None
    ways = [
        _reached(Rank(rank), held, facts)
        for ladder, wanted in ((Ladder.RANK, step.below), (Ladder.LEADING, step.grade))
        if (held := facts.now(ladder) if on is None else facts.before(ladder, on)) and held.rank == wanted
    ]
    return min(ways, key=lambda way: way.on or date.max, default=None)


def _reached(rank: Rank, held: Held, facts: Facts) -> Outlook:
    """Yearly results count from the year in which it began, since that year is assessed at its end."""
    years = facts.book.number(years_key(rank))
    if held.since is None:
        return Outlook(rank, held, years, (), (), None)
    excellent, basic = (
        tuple(sorted(year for year in found if year >= held.since.year)) for found in (facts.excellent, facts.basic)
    )
    shorter, longer = (facts.book.number(key) for key in (EXCELLENT, BASIC))
    months = years * 12 - shorter * len(excellent) + longer * len(basic)
    return Outlook(rank, held, years, excellent, basic, add_months(held.since, max(months, 0)))


def next_rank(facts: Facts) -> Outlook | None:
    """The rank above the present one, as far as counties set it; without any, what the level of the post leads to."""
    held = facts.now(Ladder.RANK)
    above = [rank for rank in STEPS if rank <= HIGHEST and (held is None or rank > held.rank)]
    if held is not None:
        return outlook(above[0], facts) if above else None
    return next((found for rank in above if (found := outlook(rank, facts))), None)


def check_promotion(rank: str, on: date, facts: Facts) -> Iterator[Objection]:
    """Against a promotion to this rank on this day."""
    if rank > HIGHEST:
        text = _("“%(rank)s” lies above “%(highest)s”, the highest rank that counties set.")
        highest = {"rank": label_of(rank), "highest": label_of(HIGHEST)}
        yield Objection("rank-above-county", text % highest, facts.book.source(COUNTY_HIGHEST), COUNTY_HIGHEST)
    if rank not in STEPS:
        return
    found = outlook(rank, facts, on)
    if found is None:
        text = _("Nothing on record leads to “%(rank)s” directly; no rank is skipped.")
        yield Objection("rank-skipped", text % {"rank": label_of(rank)}, facts.book.source(NO_SKIPPING), NO_SKIPPING)
    elif found.on is None:
        text = _("It is not known since when “%(below)s” is held. Enter its first day to have the years counted.")
        below = {"below": label_of(found.below.rank)}
        yield Objection("rank-start-unknown", text % below, facts.book.source(years_key(rank)), years_key(rank))
    elif on < found.on:
        text = _("“%(rank)s” needs %(years)d years as “%(below)s”: at the earliest on %(day)s.")
        values = {
            "rank": label_of(rank),
            "years": found.years,
            "below": label_of(found.below.rank),
            "day": date_format(found.on),
        }
        yield Objection("rank-too-early", text % values, facts.book.source(years_key(rank)), years_key(rank))


def years_in(held: tuple[Held, ...], ranks: frozenset[str], on: date) -> int:
    """Completed years up to ``on`` in which one of these was held, each day counted a single time.

    What began on an unknown day counts nothing. Periods that touch are one, so that years are those of the calendar;
    gaps are left out by moving the end forward.
    """
    spans = sorted((one.since, min(one.until or on, on)) for one in held if one.rank in ranks and one.since)
    spans = [(since, until) for since, until in spans if since < until]
    if not spans:
        return 0
    first = reached = spans[0][0]
    gap = timedelta()
    for since, until in spans:
        gap += max(since - reached, timedelta())
        reached = max(reached, until)
    return whole_years(first, reached - gap)
