"""Terms in a row, and when the watch reminds. Reminders are ours; the rest is law, for townships by analogy."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import EXCHANGE, OWN, TERMS

MONTHS = ("watch.months_first", "watch.months_second", "watch.months_third")
YEARS = "exchange.ten_years"
TWO_TERMS, PARTIAL = "term.two", "term.partial_as_full"

_TITLES = (
    _("First reminder of a term's end"),
    _("Second reminder of a term's end"),
    _("Last reminder of a term's end"),
)
_AHEAD = (12, 6, 3)

RULES = (
    *(
        Rule(
            key=key,
            title=title,
            source=OWN,
            confidence="C",
            value=value,
            unit=_("months before the end"),
            low=1,
            high=24,
            action=Action.REMIND,
            acts_in=_("Tenure watch"),
        )
        for key, title, value in zip(MONTHS, _TITLES, _AHEAD, strict=True)
    ),
    Rule(
        key=YEARS,
        title=_("Time in one post after which a leader must be exchanged"),
        source=EXCHANGE.article("5"),
        confidence="A",
        value=10,
        unit=_("years"),
        low=3,
        high=10,
        action=Action.REMIND,
        actions=(Action.REMIND, Action.OFF),
        acts_in=_("Tenure watch"),
    ),
    Rule(
        key=TWO_TERMS,
        title=_("Full terms in a row in a post after which nobody is nominated to it again"),
        source=TERMS.article("6"),
        confidence="A",
        value=2,
        unit=_("terms"),
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=_("Recommendation, decision, tenure watch"),
    ),
    Rule(
        key=PARTIAL,
        title=_("Time served in a term that counts as a full one"),
        source=_("A county-level rule of 2005"),
        confidence="B",
        value=36,
        unit=_("months"),
        low=36,
        high=60,
        action=Action.OFF,
        actions=(Action.REMIND, Action.OFF),
        acts_in=_("Counting terms"),
    ),
)


def months_of_a_full_term(book: Any) -> int | None:
    """Months after which a part of a term counts as a full one; None where the county has not said so."""
    return None if book.action(PARTIAL) == Action.OFF else book.number(PARTIAL)


WATCH = Judged(
    key="selection.watch",
    title=_("Tenure watch"),
    says=_("the day of the watch"),
    why=_("It looks at the running tenures anew every night and decides nothing."),
    day=lambda day: day,
)
