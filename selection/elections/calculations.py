"""Votes and days of an election, asked outside one (程序演算)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.platform.calendar import facts as workdays
from cadres.platform.rule_examples.points import Calculation, Example, Kind, Quantity
from cadres.shared.dates import add_months
from cadres.shared.regulations.laws import APPOINTMENT
from selection.elections.facts import COUNT_FIRST, DAYS, notice_span
from selection.elections.regulations import CHECKS_VALID, MAJORITY, edition_on
from selection.elections.rules import voting

DUE = Quantity(_("Members due"), Kind.NUMBER, "due", _("persons"))
NEEDED = Quantity(_("People needed"), Kind.NUMBER, unit=_("persons"))
VOTES = Quantity(_("Votes needed"), Kind.NUMBER)
VALID = "recommend.valid"
DECISION = APPOINTMENT.article("37–38", read_in="2014")
NOTICE = _("Holidays of 2026 by the State Council's notice; the first day is not counted")


def _quorum(book: Any, *, due: int) -> int:
    return voting.quorum(due, edition_on(book.day).quorum)


def _majority(book: Any, *, due: int) -> int:
    return voting.needed(due, edition_on(book.day).majority)


def _recommendation(book: Any, *, due: int) -> int:
    return voting.quorum(due, book.part("recommend.quorum").as_integer_ratio())


def _notice(book: Any, *, first: date) -> date | None:
    """None while a holiday within the notice is not known."""
    span = notice_span(first, book, workdays.known())
    return span.last if span.certain else None


CALCULATIONS = (
    Calculation(
        "decision.quorum",
        _("Members present that a decision needs"),
        ("decision.quorum",),
        (DUE,),
        NEEDED,
        _quorum,
        tuple(Example({"due": due}, needed, DECISION) for due, needed in ((7, 5), (9, 6), (11, 8))),
    ),
    Calculation(
        "decision.votes",
        _("Votes that a decision needs"),
        (MAJORITY,),
        (DUE,),
        VOTES,
        _majority,
        tuple(Example({"due": due}, needed, DECISION) for due, needed in ((7, 4), (9, 5), (11, 6))),
    ),
    Calculation(
        "recommendation.quorum",
        _("People present that a recommendation meeting needs"),
        ("recommend.quorum",),
        (DUE,),
        NEEDED,
        _recommendation,
        tuple(
            Example({"due": due}, needed, _("Local rules, such as Qinghai (2020)"))
            for due, needed in ((30, 20), (31, 21), (45, 30))
        ),
    ),
    Calculation(
        "notice.last_day",
        _("Last day of the public notice"),
        (DAYS, COUNT_FIRST, "notice.certain"),
        (Quantity(_("First day of the notice"), Kind.DAY, "first"),),
        Quantity(_("Last day"), Kind.DAY, unknown=_("not certain: holidays within it are not known yet")),
        _notice,
        tuple(
            Example({"first": first}, last, NOTICE)
            for first, last in (
                (date(2026, 2, 12), date(2026, 2, 26)),
                (date(2026, 4, 30), date(2026, 5, 11)),
                (date(2026, 9, 24), date(2026, 10, 9)),
                (date(2026, 11, 23), date(2026, 11, 30)),
            )
        ),
    ),
    Calculation(
        "recommendation.valid_until",
        _("Last day on which a recommendation counts"),
        (VALID,),
        (Quantity(_("Day of the meeting"), Kind.DAY, "meeting"),),
        Quantity(_("Last day"), Kind.DAY),
        lambda book, *, meeting: add_months(meeting, book.number(VALID)),
        tuple(
            Example({"meeting": meeting}, last, APPOINTMENT.article("16", read_in="2019"))
            for meeting, last in (
                (date(2026, 3, 15), date(2027, 3, 15)),
                (date(2024, 2, 29), date(2025, 2, 28)),
            )
        ),
    ),
    Calculation(
        "inspection.oldest_check",
        _("Earliest day that a check of an inspection may have"),
        (CHECKS_VALID,),
        (Quantity(_("Last day of the inspection"), Kind.DAY, "ended"),),
        Quantity(_("Earliest day"), Kind.DAY),
        lambda book, *, ended: add_months(ended, -book.number(CHECKS_VALID)),
        (Example({"ended": date(2026, 10, 25)}, date(2026, 4, 25), _("Local practice")),),
    ),
)
