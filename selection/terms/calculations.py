"""Whether time in a post makes a full term, asked outside a procedure (任满演算)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.platform.rule_examples.points import Calculation, Example, Kind, Quantity
from cadres.registry.tenures.rules import Span, full_terms
from cadres.shared.regulations.laws import TERMS
from selection.terms.regulations import PARTIAL, TWO_TERMS, months_of_a_full_term

SOURCE = TERMS.article("6")
BEGINS, ENDS = date(2021, 10, 1), date(2026, 10, 1)


def _is_full(book: Any, *, begins: date, ends: date, since: date, until: date) -> bool:
    """``ends`` and ``until`` are the first days after the term and after the tenure."""
    term, held = Span(begins, ends), Span(since, until)
    return full_terms([held], [term], max(ends, until), enough_months=months_of_a_full_term(book)) == 1


CALCULATIONS = (
    Calculation(
        "term.is_full",
        _("Whether a term was served in full"),
        (TWO_TERMS, PARTIAL),
        (
            Quantity(_("First day of the term"), Kind.DAY, "begins"),
            Quantity(_("First day of the next term"), Kind.DAY, "ends"),
            Quantity(_("Post held from"), Kind.DAY, "since"),
            Quantity(_("Post no longer held from"), Kind.DAY, "until"),
        ),
        Quantity(_("Served in full"), Kind.YES),
        _is_full,
        tuple(
            Example({"begins": BEGINS, "ends": ENDS, "since": since, "until": until}, full, SOURCE)
            for since, until, full in (
                (BEGINS, ENDS, True),
                (date(2021, 9, 1), date(2027, 3, 1), True),
                (date(2021, 10, 2), ENDS, False),
                (BEGINS, date(2026, 9, 30), False),
            )
        ),
    ),
)
