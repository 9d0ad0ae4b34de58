"""What the watch finds, for one tenure. The nightly sweep says the same in SQL; a test holds them together."""

from dataclasses import dataclass
from datetime import date

from cadres.shared.dates import add_months
from selection.terms.choices import Kind


@dataclass(frozen=True)
class Settings:
    """Months of the three reminders, falling, and years after which a leader moves (None: not watched).

    ``terms``: full terms in a row after which nobody is nominated again; ``enough_months`` as in ``full_terms``.
    """

    months: tuple[int, int, int] = (12, 6, 3)
    years: int | None = 10
    terms: int = 2
    enough_months: int | None = None


@dataclass(frozen=True)
class Holding:
    """A main post held without interruption since ``since``; the latest term begun runs to ``term_ends``.

    ``full_terms``: how many in a row will have been served in full in this post when that term ends.
    """

    since: date
    term_ends: date | None
    full_terms: int = 0


def findings(one: Holding, settings: Settings, today: date) -> dict[Kind, date]:
    """What is to be reminded of today, with the day it is due. Only the most urgent reminder of a term's end."""
    found: dict[Kind, date] = {}
    first, second, third = settings.months
    if one.term_ends is not None:
        if one.term_ends <= today:
            found[Kind.TERM_OVER] = one.term_ends
        elif add_months(one.term_ends, -third) <= today:
            found[Kind.TERM_END_3] = one.term_ends
        elif add_months(one.term_ends, -second) <= today:
            found[Kind.TERM_END_6] = one.term_ends
        elif add_months(one.term_ends, -first) <= today:
            found[Kind.TERM_END_12] = one.term_ends
        if one.full_terms >= settings.terms and add_months(one.term_ends, -first) <= today:
            found[Kind.TWO_TERMS] = one.term_ends
    if settings.years is not None:
        due = add_months(one.since, 12 * settings.years)
        if add_months(due, -first) <= today:
            found[Kind.ROTATION_10Y] = due
    return found
