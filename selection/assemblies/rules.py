"""Whether an assembly may elect, and whom a ballot has elected (选举会议的法定要求): pure, in whole numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.platform.divisions.choices import TownshipKind
from cadres.shared.errors import Objection
from cadres.shared.names import joined
from selection.assemblies.choices import Nominator, Outcome
from selection.assemblies.regulations import (
    BALLOT,
    COUNTED,
    ETHNIC,
    MEMBERS_BALLOT,
    MEMBERS_QUORUM,
    MEMBERS_WIN,
    MEMBERS_WIN_BASE,
    NOMINATE,
    QUORUM,
    RECOMMENDED,
    SINGLE,
    SURPLUS,
    TALLY,
    WIN,
)
from selection.elections.choices import Electorate
from selection.elections.regulations import FINAL
from selection.elections.rules.voting import needed as more_than
from selection.elections.rules.voting import quorum as at_least

SEATS = 1  # an election fills one seat
PAGES = {
    "not-nominated": "assembly_nominate",
    "tally-missing": "assembly_detail",
    "too-many-formal": "assembly_detail",
    "nobody-nominated": "assembly_nominate",
    "too-few-deputies": "assembly_nominate",
    "too-few-formal": "assembly_nominate",
    "not-voted": "round_record",
    "nobody-elected": "round_record",
    "ballots-void": "round_record",
}


@dataclass(frozen=True)
class Votes:
    """Votes for one candidate in one ballot."""

    yes: int
    no: int
    abstain: int

    @property
    def total(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True)
class Ballot:
    """One ballot (一轮投票): the papers, and the votes by candidate. ``others``: votes for names written in."""

    number: int
    issued: int
    returned: int
    invalid: int
    others: int
    votes: Mapping[int, Votes]
    pk: int = 0

    @property
    def valid(self) -> int:
        return self.returned - self.invalid


@dataclass(frozen=True)
class Standing:
    """A formal candidate. ``signatures``: the deputies who have nominated jointly."""

    pk: int
    cadre: int
    name: str
    nominated_by: str
    signatures: tuple[str, ...] = ()
    withdrawn: bool = False
    ethnic_group: str = ""


@dataclass(frozen=True)
class Facts:
    """All that is known of an assembly when a move is judged.

    ``due``: all deputies, or all members with a vote; ``against``: what stands against electing at all, as the
    election itself has it; ``chosen``: the cadre whom the committee recommends to a congress.
    """

    today: date
    book: Any
    electorate: str
    held_on: date
    due: int
    present: int | None
    candidates: tuple[Standing, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    chosen: int | None = None
    by_election: bool = True
    division_kind: str = ""
    ethnic_group: str = ""
    against: tuple[Objection, ...] = ()
    papers: tuple[str, ...] = ()
    pk: int = 0

    asked_in_form = frozenset({"present-missing"})

    def mended_on(self, code: str) -> str:
        page = PAGES.get(code, "")
        return reverse(f"selection:{page}", args=[self.pk]) if page and self.pk else ""

    @property
    def of_congress(self) -> bool:
        return self.electorate == Electorate.CONGRESS

    def rule(self, of_congress: str, of_members: str) -> str:
        """The one of two rules that this assembly follows."""
        return of_congress if self.of_congress else of_members

    @property
    def running(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.candidates if not one.withdrawn)

    @property
    def last(self) -> Ballot | None:
        return self.ballots[-1] if self.ballots else None

    @property
    def quorum(self) -> int:
        """Least number present."""
        part = self.book.part(self.rule(QUORUM, MEMBERS_QUORUM)).as_integer_ratio()
        return at_least(self.due, part)

    def needed_of(self, base: int) -> int:
        """Least number of votes, of a base of so many voters."""
        return more_than(base, self.book.part(self.rule(WIN, MEMBERS_WIN)).as_integer_ratio())

    @property
    def base(self) -> int:
        """The voters of whom more than half must agree: all deputies; of members by the county's setting."""
        if self.of_congress or self.book.number(MEMBERS_WIN_BASE):
            return self.due
        return self.present or 0

    @property
    def needed(self) -> int:
        return self.needed_of(self.base)

    @property
    def outcome(self) -> "tuple[Outcome, tuple[int, ...]] | None":
        """Of the last ballot; None before the first."""
        return None if self.last is None else count(self.last, self.needed)

    @property
    def elected(self) -> Standing | None:
        if self.outcome is None or self.outcome[0] != Outcome.ELECTED:
            return None
        return next((one for one in self.running if one.pk == self.outcome[1][0]), None)

    @property
    def depends_on_base(self) -> bool:
        """Whether the members' vote would end otherwise with the other base."""
        if self.of_congress or self.last is None or not self.present:
            return False
        both = {count(self.last, self.needed_of(base)) for base in (self.present, self.due)}
        return len(both) > 1


def count(ballot: Ballot, needed: int) -> tuple[Outcome, tuple[int, ...]]:
    """What a ballot has brought for one seat, and for whom.

    Void where more papers came back than went out. Equal highest votes elect nobody: those are voted on again.
    """
    if ballot.returned > ballot.issued:
        return Outcome.VOID, ()
    most = max((votes.yes for votes in ballot.votes.values()), default=0)
    best = tuple(sorted(pk for pk, votes in ballot.votes.items() if votes.yes == most))
    if most and len(best) > 1:
        return Outcome.TIED, best
    if most < needed:
        return Outcome.NOBODY, ()
    return Outcome.ELECTED, best


def against_the_papers(ballot: Ballot, present: int) -> Iterator[Objection]:
    """What cannot be: said when a ballot is entered."""
    if ballot.issued > present:
        text = _("Issued %(issued)d papers to %(present)d people present.")
        yield Objection("too-many-issued", text % {"issued": ballot.issued, "present": present})
    if ballot.invalid > ballot.returned:
        yield Objection("too-many-invalid", _("No more papers can be invalid than were returned."))
    if ballot.returned > ballot.issued:
        return  # void, whatever they say
    if not ballot.votes:
        yield Objection("no-candidate", _("Enter the votes of at least one candidate."))
    if any(votes.total > ballot.valid for votes in ballot.votes.values()):
        text = _("A candidate has more votes than there are valid papers (%(valid)d).")
        yield Objection("more-votes-than-papers", text % {"valid": ballot.valid})
    agreed = sum(votes.yes for votes in ballot.votes.values()) + ballot.others
    if agreed > ballot.valid * SEATS:
        text = _(
            "%(agreed)d votes in favour on %(valid)d valid papers: a paper with more names than seats is invalid."
        )
        yield Objection("more-names-than-seats", text % {"agreed": agreed, "valid": ballot.valid})


# --- before the assembly sits ---------------------------------------------------------------------------


def the_election_has_come_so_far(facts: Facts) -> Iterator[Objection]:
    yield from facts.against


def the_day_has_come(facts: Facts) -> Iterator[Objection]:
    if facts.held_on > facts.today:
        text = _("The assembly sits on %(day)s.") % {"day": date_format(facts.held_on)}
        yield Objection("not-yet", text)


def enough_are_present(facts: Facts) -> Iterator[Objection]:
    key = facts.rule(QUORUM, MEMBERS_QUORUM)
    if facts.present is None:
        yield Objection("present-missing", _("Enter how many are present."), facts.book.source(key), key)
    elif facts.present > facts.due:
        yield Objection("more-present-than-due", _("No more can be present than are due."))
    elif facts.present < facts.quorum:
        text = _("Present %(present)d of %(due)d; %(needed)d are needed. Convene the assembly again.")
        numbers = {"present": facts.present, "due": facts.due, "needed": facts.quorum}
        yield Objection("assembly-quorum", text % numbers, facts.book.source(key), key)


def nominations_are_lawful(facts: Facts) -> Iterator[Objection]:
    """By the presidium, or by deputies jointly in writing, each of whom counts once."""
    if not facts.running:
        yield Objection("nobody-nominated", _("Nobody is nominated."), facts.book.source(NOMINATE), NOMINATE)
    least = facts.book.number(NOMINATE)
    for one in facts.running:
        signed = len({name.strip() for name in one.signatures if name.strip()})
        if one.nominated_by == Nominator.DEPUTIES and signed < least:
            text = _("%(name)s: %(given)d deputies have signed, %(needed)d are needed.")
            numbers = {"name": one.name, "given": signed, "needed": least}
            yield Objection("too-few-deputies", text % numbers, facts.book.source(NOMINATE), NOMINATE)


def as_many_stand_as_may(facts: Facts) -> Iterator[Objection]:
    """One more than the seats; of a congress also a single one, above all where a seat is filled between elections."""
    number = len([one for one in facts.running if one.nominated_by != Nominator.WRITTEN_IN])
    if not facts.of_congress:
        needed = SEATS + facts.book.number(FINAL)
        if number < needed:
            text = _("%(number)d formal candidates; for a direct vote %(needed)d are needed.")
            numbers = {"number": number, "needed": needed}
            yield Objection("too-few-formal", text % numbers, facts.book.source(FINAL), FINAL)
        return
    most = SEATS + facts.book.number(SURPLUS)
    if number > most:
        text = _(
            "%(number)d candidates stand, the law has at most %(most)d. Hold a preliminary vote; withdraw the others."
        )
        numbers = {"number": number, "most": most}
        yield Objection("too-many-formal", text % numbers, facts.book.source(SURPLUS), SURPLUS)
    elif number == SEATS and not facts.by_election:
        text = _("One candidate for one seat: the law allows it where nobody else was nominated.")
        yield Objection("single-candidate", text, facts.book.source(SINGLE), SINGLE)


def whom_the_committee_recommends_stands(facts: Facts) -> Iterator[Objection]:
    if facts.of_congress and facts.chosen not in {one.cadre for one in facts.running}:
        text = _("Whom the committee has recommended does not stand.")
        yield Objection("not-nominated", text, facts.book.source(RECOMMENDED), RECOMMENDED)


def the_head_is_of_the_group(facts: Facts) -> Iterator[Objection]:
    """The head of an ethnic township is a citizen of its group."""
    if not facts.of_congress or facts.division_kind != TownshipKind.ETHNIC:
        return
    others = [one.name for one in facts.running if one.ethnic_group in {"", "汉族"}]
    wrong = [one.name for one in facts.running if facts.ethnic_group and one.ethnic_group != facts.ethnic_group]
    if names := wrong or others:
        text = _("The head of an ethnic township is of its group: %(names)s.") % {"names": joined(names)}
        yield Objection("not-of-the-group", text, facts.book.source(ETHNIC), ETHNIC)


# --- the result -----------------------------------------------------------------------------------------


def somebody_is_elected(facts: Facts) -> Iterator[Objection]:
    """The last ballot counts, and shows its arithmetic."""
    key, secret = facts.rule(WIN, MEMBERS_WIN), facts.rule(BALLOT, MEMBERS_BALLOT)
    if facts.last is None or facts.outcome is None:
        yield Objection("not-voted", _("Enter the ballot."), facts.book.source(secret), secret)
        return
    found, who = facts.outcome
    if found == Outcome.VOID:
        text = _("%(returned)d papers returned of %(issued)d issued: the ballot is void. Vote again.")
        numbers = {"returned": facts.last.returned, "issued": facts.last.issued}
        yield Objection("ballots-void", text % numbers, facts.book.source(secret), secret)
    elif found == Outcome.TIED:
        names = joined(one.name for one in facts.candidates if one.pk in who)
        text = _("%(names)s have equal votes: those are voted on again.") % {"names": names}
        yield Objection("nobody-elected", text, facts.book.source(key), key)
    elif found == Outcome.NOBODY:
        best = max((votes.yes for votes in facts.last.votes.values()), default=0)
        text = _(
            "Best result %(best)d; more than half of %(base)d is %(needed)d. Vote again, or close without result."
        )
        numbers = {"best": best, "base": facts.base, "needed": facts.needed}
        yield Objection("nobody-elected", text % numbers, facts.book.source(key), key)


def the_base_is_the_countys(facts: Facts) -> Iterator[Objection]:
    if facts.depends_on_base:
        text = _(
            "Of those present %(present)d votes would be needed, of those due %(due)d: the result depends on the "
            "county's setting."
        )
        numbers = {"present": facts.needed_of(facts.present or 0), "due": facts.needed_of(facts.due)}
        yield Objection("depends-on-base", text % numbers, facts.book.source(MEMBERS_WIN_BASE), MEMBERS_WIN_BASE)


def everybody_present_has_voted(facts: Facts) -> Iterator[Objection]:
    """Fewer papers counted than people present are no fault, and are told."""
    if facts.last is not None and facts.present and facts.last.returned < facts.present:
        text = _("%(returned)d papers counted, %(present)d people present.")
        numbers = {"returned": facts.last.returned, "present": facts.present}
        yield Objection("fewer-than-present", text % numbers, facts.book.source(COUNTED), COUNTED)


def the_tally_is_attached(facts: Facts) -> Iterator[Objection]:
    if "tally" not in facts.papers:
        text = _("Attach the scanned report of the count.")
        yield Objection("tally-missing", text, facts.book.source(TALLY), TALLY)
