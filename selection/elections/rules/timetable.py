"""The earliest lawful day of each step of an election (程序日程测算): what has happened, what follows, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.calendar.rules.days import Span
from cadres.shared.dates import add_months
from selection.elections.choices import Electorate
from selection.elections.regulations import APPROVAL, ELECTS, HELD, ORDER
from selection.elections.rules.dossier import Facts

A_DAY = timedelta(days=1)
NOTICE, VALID = "notice.days", "recommend.valid"


@dataclass(frozen=True)
class Line:
    """One step: its day as recorded (``done``) or the earliest possible, with why and by what rule.

    ``until``: the last day on which it is still possible; ``certain`` is False while a holiday in between is unknown.
    """

    step: str
    day: date
    done: bool
    why: str
    article: str = ""
    until: date | None = None
    certain: bool = True

    @property
    def too_late(self) -> bool:
        return self.until is not None and self.day > self.until


def timetable(facts: Facts, begins: date, notice_of: Callable[[date], Span]) -> list[Line]:
    """The steps in their order, none still to come before ``begins``. ``notice_of``: the notice from a day."""
    found: list[Line] = []

    def add(step: str, done: date | None, earliest: date, why: str, key: str = "", **more: Any) -> date:
        article = facts.book.source(key) if key else ""
        found.append(Line(step, done or max(earliest, begins), done is not None, why, article, **more))
        return found[-1].day

    plan, end = facts.plan, facts.appointment
    announced = add(_("Announcement"), plan.announced_on, begins, _("No later than the first day of registration."))
    closes = plan.registration_to
    planned = _("As the plan has it.") if closes else _("The plan does not say yet.")
    over = closes if closes and plan.announced_on and closes < begins else None
    registered = add(_("Registration ends"), over, max(closes or announced, announced), planned)
    met = add(
        _("Talks and recommendation meeting"),
        facts.recommendation.held_on if facts.recommendation else None,
        registered + A_DAY,
        _("After the last day of registration."),
        HELD,
    )
    inspected = add(_("Inspection ends"), _inspected(facts), met, _("Not before the recommendation."), ORDER)
    decided = add(
        _("Decision of the committee"),
        facts.ballot.held_on if facts.ballot else None,
        inspected,
        _("Not before the inspection is over, and while the recommendation is valid."),
        VALID,
        until=add_months(met, facts.book.number(VALID)),
    )
    hung = add(_("Public notice begins"), end.notice_from, decided, _("Not before the decision."), ORDER)
    span = notice_of(hung)
    last, certain = (end.notice_until, end.notice_certain) if end.notice_until else (span.last, span.certain)
    days = _("%(number)d working days.") % {"number": facts.book.number(NOTICE)}
    over = last if end.notice_until and last < begins else None
    ready = add(_("Public notice ends"), over, last, days, NOTICE, certain=certain) + A_DAY
    why = _("After the notice, with every objection settled.")
    if facts.electorate is not None:
        of_congress = facts.electorate == Electorate.CONGRESS
        step, key = (_("Congress elects"), ELECTS) if of_congress else (_("Members elect"), APPROVAL)
        ready = add(step, end.elected_on, ready, why, key, certain=certain)
        why = _("From the day of the election.")
    add(_("Appointment"), end.starts_on, ready, why, NOTICE, certain=certain)
    return found


def _inspected(facts: Facts) -> date | None:
    """The last day of the inspections, once all are over."""
    ended = [one.examination.ended_on if one.examination else None for one in facts.examinees]
    return max(filter(None, ended)) if ended and all(ended) else None
