"""Twenty years of careers (任职经历), invented quarter by quarter. Pure: a seed and a day give the same careers."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cadres.registry.cadre_files.choices import Sex
from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.regulations import OWNED_SINCE
from cadres.shared.dates import add_months, whole_years
from config.demo.names import invent
from config.demo.plan import YEARS, SeatPlan, TermPlan

SETTLED = timedelta(days=240)  # nobody moves on sooner
RETIRES_AT = 59
WOMEN = 0.24
CHIEFS = (PostKind.SECRETARY, PostKind.HEAD, PostKind.CONGRESS_CHAIR, PostKind.CHIEF)

# Who usually follows into a post, best first.
LADDER = {
    PostKind.SECRETARY: (PostKind.HEAD, PostKind.CHIEF),
    PostKind.HEAD: (PostKind.DEPUTY_SECRETARY, PostKind.CONGRESS_CHAIR, PostKind.DEPUTY_CHIEF),
    PostKind.CONGRESS_CHAIR: (PostKind.DEPUTY_SECRETARY, PostKind.DEPUTY_HEAD),
    PostKind.CHIEF: (PostKind.SECRETARY, PostKind.HEAD, PostKind.DEPUTY_CHIEF),
    PostKind.DEPUTY_SECRETARY: (PostKind.COMMITTEE_MEMBER, PostKind.DEPUTY_HEAD),
    PostKind.DEPUTY_CHIEF: (PostKind.DEPUTY_HEAD, PostKind.COMMITTEE_MEMBER),
}
# Chance of leaving in a quarter.
HAZARD = {
    PostKind.SECRETARY: 0.035,
    PostKind.HEAD: 0.03,
    PostKind.CONGRESS_CHAIR: 0.03,
    PostKind.CHIEF: 0.03,
}
USUAL_HAZARD = 0.03
AT_ELECTION = 0.35


@dataclass
class Person:
    """Somebody invented. ``skill`` (about 0, spread 1) decides quietly about grades and results."""

    number: int
    name: str
    sex: Sex
    born: date
    skill: float
    native: str  # code of the township where the person grew up
    gone: EndReason | None = None


@dataclass
class Spell:
    """One tenure: ``until`` excluded, None while it lasts."""

    person: Person
    seat: SeatPlan
    since: date
    basis: StartBasis
    until: date | None = None
    why: EndReason | None = None
    note: str = ""


@dataclass
class History:
    """All people and spells, and who sits where at the end."""

    people: list[Person] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    now: dict[tuple, Spell] = field(default_factory=dict)


class Simulation:
    """Moves people through the seats from ``today`` minus twenty years to ``today``."""

    def __init__(  # noqa: PLR0913 -- the whole setting of the play
        self,
        rng: Random,
        seats: list[SeatPlan],
        terms: dict[str, TermPlan],
        today: date,
        *,
        steady: dict[tuple, date],
        pilots: dict[str, date],
        left_vacant: Iterable[tuple] = (),
    ):
        self.rng, self.seats, self.terms, self.today = rng, seats, terms, today
        self.steady = steady  # seat → nobody leaves it from that day on
        self.pilots = pilots  # township → since when its secretary is also its head
        self.left_vacant = set(left_vacant)
        self.natives = sorted(terms)
        self.found = History()
        self.of_kind: dict[PostKind, list[SeatPlan]] = {}
        for seat in seats:
            self.of_kind.setdefault(seat.kind, []).append(seat)

    def run(self) -> History:
        first = add_months(self.today, -12 * YEARS)
        for seat in self.seats:
            since = first - timedelta(days=self.rng.randint(30, 900))
            self._seat(self._newcomer(seat.kind, since), seat, since, StartBasis.IMPORTED)
        for quarter in range(YEARS * 4):
            self._quarter(add_months(first, quarter * 3))
        self._one_shoulder()
        self._empty_chairs()
        held = {id(spell.person) for spell in self.found.spells}
        self.found.people = [person for person in self.found.people if id(person) in held]
        return self.found

    # --- a quarter ------------------------------------------------------------------------------
    def _quarter(self, begins: date) -> None:
        for key, since in self.steady.items():
            spell = self.found.now.get(key)
            if begins <= since < add_months(begins, 3) and spell is not None and spell.since < since:
                self._vacate(spell, since, EndReason.PROMOTED)
        leaving = []
        for seat in self.seats:
            spell = self.found.now.get(seat.key)
            day = begins + timedelta(days=self.rng.randint(0, 60))
            roll, why = self.rng.random(), self.rng.random()
            if spell is None or spell.since + SETTLED > day or day >= self.steady.get(seat.key, date.max):
                continue
            if whole_years(spell.person.born, day) >= RETIRES_AT:
                leaving.append((day, spell, EndReason.RETIRED))
            elif roll < self._hazard(seat, begins):
                leaving.append((day, spell, _reason(why)))
        for day, spell, reason in sorted(leaving, key=lambda item: (item[0], item[1].seat.key)):
            if self.found.now.get(spell.seat.key) is spell:  # else moved on meanwhile
                self._vacate(spell, day, reason)

    def _hazard(self, seat: SeatPlan, begins: date) -> float:
        plan = self.terms.get(seat.unit)
        usual = HAZARD.get(seat.kind, USUAL_HAZARD)
        if plan is None:
            return usual
        ends = plan.party if seat.kind not in (PostKind.HEAD, PostKind.DEPUTY_HEAD) else plan.state
        renewed = any(begins <= day < add_months(begins, 3) for day in ends)
        return AT_ELECTION if renewed and seat.main else usual * 0.6 if not renewed else 0.15

    def _vacate(self, spell: Spell, day: date, why: EndReason) -> None:
        """Its holder leaves the county's service; follow the chain of those who move up, until somebody new comes."""
        self._end(spell, day, why)
        spell.person.gone = why
        queue = deque([(spell.seat, day)])
        while queue:
            seat, day = queue.popleft()
            begin = day + timedelta(days=self.rng.randint(0, 40))
            if begin > self.today:
                continue
            heir = self._heir(seat, begin)
            if heir is None:
                self._seat(self._newcomer(seat.kind, begin), seat, begin, self._basis(seat, begin))
                continue
            former = heir.seat
            moved = EndReason.EXCHANGED if former.unit != seat.unit else EndReason.OTHER_POST
            if seat.kind in CHIEFS and former.kind not in CHIEFS:
                moved = EndReason.PROMOTED
            self._end(heir, begin, moved)
            basis = self._basis(seat, begin)
            if former.unit != seat.unit and former.kind == seat.kind:
                basis = StartBasis.EXCHANGE
            self._seat(heir.person, seat, begin, basis)
            queue.append((former, begin))

    def _heir(self, seat: SeatPlan, day: date) -> Spell | None:
        """Somebody who moves up or over into the seat, or None: then a newcomer is invented."""
        kinds = LADDER.get(seat.kind, ())
        if seat.main and self.rng.random() < 0.14:
            kinds = (seat.kind,)  # exchange between townships
        for kind in kinds:
            if self.rng.random() < 0.15:
                continue
            choices = [spell for other in self.of_kind.get(kind, ()) if (spell := self._may_leave(other, seat, day))]
            near = [spell for spell in choices if spell.seat.unit == seat.unit]
            pool = near if near and self.rng.random() < 0.6 else choices
            if pool:
                return max(self.rng.sample(pool, min(3, len(pool))), key=lambda s: (s.person.skill, s.person.number))
        return None

    def _may_leave(self, other: SeatPlan, seat: SeatPlan, day: date) -> Spell | None:
        spell = self.found.now.get(other.key)
        if spell is None or other.key == seat.key or spell.since + SETTLED > day:
            return None
        stays = whole_years(day, self.today) if seat.key in self.steady else 0
        if day >= self.steady.get(other.key, date.max) or whole_years(spell.person.born, day) > 54 - stays:
            return None
        return spell

    # --- people ---------------------------------------------------------------------------------
    def _newcomer(self, kind: PostKind, day: date) -> Person:
        low, high = (38, 46) if kind in CHIEFS else (28, 42)
        rng = self.rng
        sex = Sex.FEMALE if rng.random() < WOMEN else Sex.MALE
        born = date(day.year - rng.randint(low, high), rng.randint(1, 12), 1)
        person = Person(len(self.found.people), invent(rng, sex), sex, born, rng.gauss(0, 1), rng.choice(self.natives))
        self.found.people.append(person)
        return person

    def _basis(self, seat: SeatPlan, day: date) -> StartBasis:
        plan = self.terms.get(seat.unit)
        if plan is not None and any(abs((day - first).days) < 100 for first in plan.party + plan.state):
            return StartBasis.ELECTION
        if (
            seat.main and self.rng.random() < 0.12 and day < OWNED_SINCE
        ):  # later ones rest on an election of the program
            return StartBasis.PUBLIC_ELECTION
        return StartBasis.APPOINTMENT

    def _seat(self, person: Person, seat: SeatPlan, day: date, basis: StartBasis) -> None:
        spell = Spell(person, seat, day, basis)
        self.found.spells.append(spell)
        self.found.now[seat.key] = spell

    def _end(self, spell: Spell, day: date, why: EndReason) -> None:
        spell.until, spell.why = day, why
        self.found.now.pop(spell.seat.key, None)

    # --- the present ----------------------------------------------------------------------------
    def _one_shoulder(self) -> None:
        """In a pilot the secretary is the head as well: who was head leaves, who would have come never does."""
        for unit, since in sorted(self.pilots.items()):
            secretary = next(s for s in self.seats if s.unit == unit and s.kind == PostKind.SECRETARY)
            head = next(s for s in self.seats if s.unit == unit and s.kind == PostKind.HEAD)
            spells = [s for s in self.found.spells if s.seat.key == head.key and (s.until is None or s.until > since)]
            for spell in spells:
                if spell.since >= since:
                    self.found.spells.remove(spell)
                    if spell.person.gone is None and self._last_of(spell.person) is None:
                        spell.person.gone = EndReason.OTHER_POST
                else:
                    spell.until, spell.why = since, EndReason.OTHER_POST
                    spell.person.gone = spell.person.gone or EndReason.OTHER_POST
            self.found.now.pop(head.key, None)
            for spell in [s for s in self.found.spells if s.seat.key == secretary.key]:
                if spell.until is None or spell.until > since:
                    begins = max(spell.since, since)
                    both = Spell(spell.person, head, begins, StartBasis.ELECTION, spell.until, spell.why)
                    self.found.spells.append(both)
                    if spell.until is None:
                        self.found.now[head.key] = both

    def _last_of(self, person: Person) -> Spell | None:
        return next((s for s in self.found.spells if s.person is person and s.until is None), None)

    def _empty_chairs(self) -> None:
        for key in sorted(self.left_vacant):
            spell = self.found.now.get(key)
            if spell is not None:
                day = self.today - timedelta(days=self.rng.randint(10, 50))
                if spell.since < day:
                    self._end(spell, day, EndReason.PROMOTED)
                    spell.person.gone = EndReason.PROMOTED


def _reason(roll: float) -> EndReason:
    """Why people leave the county's posts before their age."""
    for bound, reason in (
        (0.62, EndReason.PROMOTED),
        (0.85, EndReason.EXCHANGED),
        (0.92, EndReason.RESIGNED),
        (0.97, EndReason.HEALTH),
    ):
        if roll < bound:
            return reason
    return EndReason.DISCIPLINE
