"""What stands against an award (奖励规则). Facts in, objections out; no database, no request."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.choices import LOW_GRADES, AnnualGrade
from cadres.shared.errors import Objection
from incentives.awards import regulations
from incentives.awards.choices import MONEY, PROSPECTS, AwardKind

SHARES = {AwardKind.COMMENDATION: "award.commendation_share", AwardKind.MERIT_3: "award.merit_3_share"}


@dataclass(frozen=True)
class SanctionFact:
    """A sanction in effect on the day of the decision; ``until`` is None when it has no end."""

    kind: str
    label: str
    until: date | None


@dataclass(frozen=True)
class Facts:
    """All that the rules of an award look at. ``grades`` are the yearly grades by year, ``rivals`` the other live
    awards of the kind among the main leaders in that year, those earned by years of "excellent" left out, ``leaders``
    how many main leaders serve, ``years_for_merit`` how many such years earn third-class merit.
    """

    book: Any
    cadre_id: int
    kind: str
    year: int
    amount: Decimal
    today: date
    grades: dict[int, str]
    sanctions: tuple[SanctionFact, ...]
    is_main: bool
    leaders: int
    rivals: int
    same_kind: bool
    proposed_by_id: int
    by_id: int
    years_for_merit: int


def places(leaders: int, share: Decimal) -> int:
    """How many awards a share allows: rounded down, yet one wherever anybody serves.

    >>> places(56, Decimal(20)), places(56, Decimal(1)), places(0, Decimal(20))
    (11, 1, 0)
    """
    return max(int(leaders * share / 100), min(leaders, 1))


def streak(grades: dict[int, str], last: int) -> int:
    """Years of "excellent" in a row that end with ``last``."""
    year = last
    while grades.get(year) == AnnualGrade.EXCELLENT:
        year -= 1
    return last - year


def another_person_decides(facts: Facts) -> Iterator[Objection]:
    if facts.by_id == facts.proposed_by_id:
        yield Objection("proposer-decides", _("Who proposed the award cannot decide on it. Ask a second person."))


def no_sanction_in_effect(facts: Facts) -> Iterator[Objection]:
    for sanction in facts.sanctions:
        if sanction.until is None:
            text = _("%(sanction)s is in effect. No award while it lasts.") % {"sanction": sanction.label}
        else:
            text = _("%(sanction)s is in effect until %(until)s. No award before that.") % {
                "sanction": sanction.label,
                "until": date_format(sanction.until),
            }
        key = regulations.discipline_key(sanction.kind)
        yield Objection("sanction-in-effect", text, facts.book.source(key), key)


def year_has_begun(facts: Facts) -> Iterator[Objection]:
    if facts.year > facts.today.year:
        yield Objection("year-to-come", _("That year has not begun."))


def first_of_its_kind(facts: Facts) -> Iterator[Objection]:
    if facts.same_kind:
        yield Objection("one-of-a-kind", _("This cadre already has, or is proposed for, this award of that year."))


def excellent_for_commendation(facts: Facts) -> Iterator[Objection]:
    if facts.kind == AwardKind.COMMENDATION and facts.grades.get(facts.year) != AnnualGrade.EXCELLENT:
        yield Objection(
            "not-excellent",
            _("The result of %(year)s is not “excellent”.") % {"year": facts.year},
            facts.book.source("award.excellent"),
            "award.excellent",
        )


def result_allows_recommendation(facts: Facts) -> Iterator[Objection]:
    """Only the last result known today counts, as the regulation has it since 2019, whatever year the award is for."""
    known = [year for year, grade in facts.grades.items() if grade != AnnualGrade.NONE]
    if facts.kind in PROSPECTS and known and facts.grades[max(known)] in LOW_GRADES:
        yield Objection(
            "low-result",
            _("The last yearly result, of %(year)s, is “basically competent” or below.") % {"year": max(known)},
            facts.book.source("award.result"),
            "award.result",
        )


def within_the_share(facts: Facts) -> Iterator[Objection]:
    """Merit earned by years of "excellent" is due by law and takes nothing from the share."""
    if facts.kind not in SHARES or not facts.is_main:
        return
    if facts.kind == AwardKind.MERIT_3 and streak(facts.grades, facts.year) >= facts.years_for_merit:
        return
    key = SHARES[AwardKind(facts.kind)]
    share = facts.book.value(key)
    allowed = places(facts.leaders, share)
    if facts.rivals >= allowed:
        yield Objection(
            "share-used-up",
            _("The share is used up: %(used)d of %(allowed)d (%(share)s %% of %(leaders)d main leaders).")
            % {
                "used": facts.rivals,
                "allowed": allowed,
                "share": f"{share.normalize():f}",
                "leaders": facts.leaders,
            },
            facts.book.source(key),
            key,
        )


def sum_is_in_order(facts: Facts) -> Iterator[Objection]:
    if facts.kind in PROSPECTS:
        if facts.amount:
            yield Objection("no-money", _("A recommendation carries no money."))
        return
    if facts.kind in MONEY and not facts.amount:
        yield Objection("no-sum", _("State the sum in yuan."))
    key = regulations.bonus_key(facts.kind)
    most = facts.book.value(key)
    if facts.amount > most:
        text = _("At most %(most)s yuan may be paid with this award.") % {"most": f"{most.normalize():f}"}
        yield Objection("sum-too-large", text, facts.book.source(key), key)


ON_PROPOSAL = (
    year_has_begun,
    first_of_its_kind,
    no_sanction_in_effect,
    excellent_for_commendation,
    result_allows_recommendation,
    within_the_share,
    sum_is_in_order,
)
