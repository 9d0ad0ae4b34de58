"""Seats of a post as tenures and proposals leave them; holdings and pilots as the rules of joint posts read them."""

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.registry.posts import points as seats
from cadres.registry.posts.choices import SeatState
from cadres.registry.posts.models import Post
from cadres.registry.posts.rules import seat_state
from cadres.registry.tenures.models import Tenure
from cadres.registry.tenures.rules import Holding, PilotPeriod, Span
from cadres.registry.townships.models import Pilot


@dataclass(frozen=True)
class Precheck:
    """Seats of a post on a day (职数预审). ``seat`` is the one to fill next, None when every seat is spoken for.

    A free seat comes before a held one, whose ``holder`` is then the tenure that has to end first.
    """

    approved: int
    held: int
    proposed: int
    seat: int | None
    holder: Tenure | None

    @property
    def state(self) -> SeatState:
        return seat_state(self.approved, self.held)


def precheck(post: Post, on: date) -> Precheck:
    """What stands in the way of filling one more seat of the post: two queries and one for each provider of seats.

    Whoever holds a seat on that day or will hold it later counts.
    """
    held = Tenure.objects.filter(post=post, held__overlap=DateRange(on, None)).select_related("cadre")
    holders = {tenure.seat: tenure for tenure in held.order_by("seat", "-held")}
    taken = seats.proposed_seats([post.pk]).get(post.pk, set())
    left = [seat for seat in range(1, post.approved_number + 1) if seat not in taken]
    free = [seat for seat in left if seat not in holders]
    seat = next(iter(free or left), None)
    return Precheck(post.approved_number, len(holders), len(taken), seat, holders.get(seat) if seat else None)


def holding(post: Post, held: DateRange) -> Holding:
    """``post`` comes with its organization."""
    return Holding(post.kind, post.organization.division_id, Span(held.lower, held.upper))


def pilots_of(division_id: str) -> tuple[PilotPeriod, ...]:
    """The pilots of one township, past and to come."""
    rows = Pilot.objects.filter(division_id=division_id)
    return tuple(PilotPeriod(division_id, Span(row.period.lower, row.period.upper)) for row in rows)
