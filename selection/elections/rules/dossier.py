"""The facts (案情) that guards and pages of an election read. Frozen; made by ``selection.elections.facts``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from cadres.registry.posts.choices import ONE_OF_A_KIND, Grade
from cadres.registry.ranks.rules import Held as HeldRank
from cadres.registry.tenures.rules import IN_PILOTS, Holding, PilotPeriod, Span, never_together
from selection.elections.choices import Electorate
from selection.elections.regulations import Edition

PAGES = {
    **dict.fromkeys(
        (
            "announcement-missing",
            "conditions-missing",
            "registration-dates-missing",
            "announced-too-late",
            "approval-missing",
            "direct-vote-of-a-head",
        ),
        "election_plan",
    ),
    **dict.fromkeys(
        (
            "recommendation-missing",
            "talks-missing",
            "recommendation-quorum",
            "meeting-before-close",
            "nobody-chosen",
            "votes-missing",
            "fewer-votes",
        ),
        "recommendation_record",
    ),
    "too-few-names": "nominee_register",
    **dict.fromkeys(("not-elected", "no-result", "result-not-approved"), "election_detail"),
    **dict.fromkeys(("vote-missing", "not-secret", "decision-quorum", "vote-before-inspection"), "ballot_enter"),
    **dict.fromkeys(("complaint-open", "notice-paper-missing"), "election_detail"),
}


@dataclass(frozen=True)
class Held:
    """One tenure of a nominee; ``until`` None = still held, ``term_ends`` of the body's running term if known."""

    tenure: int
    post: int
    post_name: str
    kind: str
    division: str
    since: date
    until: date | None
    term_ends: date | None

    @property
    def as_holding(self) -> Holding:
        return Holding(self.kind, self.division, Span(self.since, self.until))


@dataclass(frozen=True)
class Seat:
    """The post to be filled; ``elected``: by a congress or committee.

    ``terms`` are all terms of its body, ``free_on`` the first day on which nobody holds it; ``by_congress`` where
    the township's congress elects to it.
    """

    post: int
    name: str
    kind: str
    division: str
    grade: str = Grade.SECTION_CHIEF
    elected: bool = False
    terms: tuple[Span, ...] = ()
    free_on: date | None = None
    by_congress: bool = False
    pilots: tuple[PilotPeriod, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Votes for one nominee in the committee's ballot."""

    yes: int
    no: int
    deferred: int

    @property
    def total(self) -> int:
        return self.yes + self.no + self.deferred


@dataclass(frozen=True)
class Examination:
    """Result of the inspection of one nominee; ``musts`` maps each of the four to (done, paper).

    ``scanned``: those of the four whose paper is attached.
    """

    began_on: date
    ended_on: date
    team: tuple[str, ...]
    musts: dict[str, tuple[date | None, str]]
    signed_by_secretary: str
    signed_by_discipline: str
    fit: bool
    conclusion: str
    pk: int = 0
    scanned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A nominee with what the file says of the cadre.

    ``results``: yearly grades by year; ``chosen_for``: other posts for which a committee has chosen the cadre already.
    """

    pk: int
    cadre: int
    name: str
    path: str
    supporters: int
    examinee: bool
    withdrawn: bool
    political_status: str
    joined_party_on: date | None
    grade: str
    grade_since: date | None
    township_since: date | None
    growth_place: str
    sex: str
    born_on: date
    registered_on: date
    serving: bool = True
    results: Mapping[int, str] = field(default_factory=dict)
    chosen_for: tuple[str, ...] = ()
    sanctions: tuple[tuple[str, date | None], ...] = ()
    held: tuple[Held, ...] = ()
    ranks: tuple[HeldRank, ...] = ()
    waived: tuple[str, ...] = ()
    talk_votes: int | None = None
    meeting_votes: int | None = None
    examination: Examination | None = None
    tally: Tally | None = None

    @property
    def now_held(self) -> tuple[Held, ...]:
        return tuple(h for h in self.held if h.until is None)


@dataclass(frozen=True)
class Plan:
    """Announcement (公告) of the election."""

    announcement: str
    conditions: str
    registration_from: date | None
    registration_to: date | None
    announced_on: date | None
    direct_vote: bool
    approval_document: str


@dataclass(frozen=True)
class Meeting:
    """A meeting with those due and those present: recommendation or decision."""

    held_on: date
    due: int
    present: int
    recused: int = 0
    talks_on: date | None = None
    talks_people: int = 0
    document: str = ""
    entered_by: int | None = None
    secret: bool = True


@dataclass(frozen=True)
class Appointment:
    """Public notice and what is set down for the appointment.

    ``notice_certain`` is False while a day of the notice is not known to be a working day; ``notice_unknown`` are the
    years whose calendars are missing for it. ``published_by`` recorded its start on ``notice_recorded_on``; where it
    began on paper before, ``paper_until`` and ``paper_certain`` are its end as a late entry, which ``late_by`` has
    recognized or nobody yet, and ``has_notice`` says whether the notice itself is attached.
    """

    notice_from: date | None = None
    notice_until: date | None = None
    notice_certain: bool = True
    notice_unknown: tuple[int, ...] = ()
    notice_recorded_on: date | None = None
    published_by: int | None = None
    late_by: int | None = None
    paper_until: date | None = None
    paper_certain: bool = True
    has_notice: bool = False
    decided_by: int | None = None
    talk_on: date | None = None
    starts_on: date | None = None
    keeps_other_post: bool = False
    complaints_unsettled: int = 0
    complaints_upheld: int = 0
    elected_on: date | None = None
    elected_by: int | None = None


@dataclass(frozen=True)
class Result:
    """What the electing assembly has declared. ``approved``: the superior's approval of it is attached."""

    cadre: int
    held_on: date
    approved: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything known of an election when a move is judged. ``actor`` is who wants to take the move.

    ``asked_in_form``: objections to what the form of a move asks for, which no page says before.
    """

    today: date
    book: Any
    edition: Edition
    actor: int
    opened_by: int
    seat: Seat
    plan: Plan
    candidates: tuple[Candidate, ...] = ()
    recommendation: Meeting | None = None
    ballot: Meeting | None = None
    appointment: Appointment = field(default_factory=Appointment)
    winner: int | None = None
    result: Result | None = None
    pk: int = 0

    asked_in_form = frozenset({"notice-day-missing", "talk-missing", "start-missing"})

    @property
    def electorate(self) -> Electorate | None:
        """Who elects after the committee has decided; None where its decision is the last word."""
        if self.seat.by_congress:
            return Electorate.CONGRESS
        return Electorate.MEMBERS if self.plan.direct_vote else None

    @property
    def direct(self) -> bool:
        """Whether the committee lets several stand, among whom the members choose."""
        return self.electorate == Electorate.MEMBERS

    @property
    def elected(self) -> Candidate | None:
        """Whom the assembly has elected, among those on record here."""
        return next((c for c in self.candidates if self.result and c.cadre == self.result.cadre), None)

    @property
    def let_stand(self) -> tuple[Candidate, ...]:
        """Whom the committee has agreed to (正式候选人): those inspected who pass its vote."""
        meeting = self.ballot
        if meeting is None:
            return ()
        above, below = self.edition.majority
        return tuple(c for c in self.examinees if c.tally and c.tally.yes * below > meeting.due * above)

    def mended_on(self, code: str) -> str:
        """The form in which what is missing is entered; empty where no form mends it."""
        page = PAGES.get(code, "")
        return reverse(f"selection:{page}", args=[self.pk]) if page and self.pk else ""

    @property
    def first_day(self) -> date:
        """The day from which the post would be held anew: as set down, else the earliest that is possible."""
        return self.appointment.starts_on or max(self.today, self.seat.free_on or self.today)

    @property
    def recommendation_quorum(self) -> tuple[int, int]:
        """The least part of those due at the recommendation meeting."""
        ratio: tuple[int, int] = self.book.part("recommend.quorum").as_integer_ratio()
        return ratio

    @property
    def running(self) -> tuple[Candidate, ...]:
        return tuple(c for c in self.candidates if not c.withdrawn)

    @property
    def examinees(self) -> tuple[Candidate, ...]:
        return tuple(c for c in self.running if c.examinee)

    @property
    def chosen(self) -> Candidate | None:
        return next((c for c in self.candidates if c.pk == self.winner), None)


def must_end(held: Held, seat: Seat, *, keeps_other_post: bool) -> bool:
    """Whether a post held now has to end when its holder takes ``seat``.

    Secretary and head cannot be held beside another main post; one shoulder is the declared exception, in one
    township only. The congress chair holds no post of the government, whatever is declared.
    """
    if held.until is not None or held.post == seat.post:
        return False
    pair = {held.kind, seat.kind}
    if never_together(held.kind, seat.kind):
        return True
    if not pair <= IN_PILOTS:
        return held.division != seat.division and held.kind in ONE_OF_A_KIND and seat.kind in IN_PILOTS
    return not (keeps_other_post and len(pair) == 2 and held.division == seat.division)
