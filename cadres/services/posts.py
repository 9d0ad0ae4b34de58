"""Seats and terms: what an organization has, before anybody holds it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.choices import MAIN_POSTS, SeatState
from cadres.models import Organization, Post, Tenure, Term, User
from cadres.rules import seat_state
from cadres.services.steps import record_step
from cadres.shared import seats
from cadres.shared.errors import Objection, Refused
from cadres.shared.freshness import check_fresh

POST_FIELDS = ("approved_number",)
TERM_FIELDS = ("ordinal", "period")


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


@transaction.atomic
def set_approved_number(post: Post, number: int, *, by: User, document: str = "", seen: str = "") -> Post:
    """Change how many seats a post has. Refused when a seat beyond is held, and beyond one for a main post."""
    post = Post.objects.select_for_update(of=["self"]).get(pk=post.pk)
    check_fresh(post, POST_FIELDS, seen)
    objections = []
    if number < 1:
        objections.append(Objection("no-seat", _("A post has at least one seat.")))
    if post.kind in MAIN_POSTS and number != 1:
        objections.append(Objection("one-seat", _("A township has one party secretary and one head.")))
    taken = post.tenures.filter(held__overlap=DateRange(localdate(), None), seat__gt=number).count()
    if taken:
        objections.append(
            Objection("seats-taken", _("Seats beyond that number are still held. End their tenures first."))
        )
    if objections:
        raise Refused(*objections)
    source, post.approved_number = post.approved_number, number
    post.save(update_fields=["approved_number"])
    record_step(post, "approve_number", by=by, source=str(source), target=str(number), reason=document)
    return post


@transaction.atomic
def enter_term(organization: Organization, *, ordinal: int, first: date, last: date, by: User) -> Term:
    """A new term from its election (``first``) to its expected ``last`` day. Raises ``Refused``."""
    organization = Organization.objects.select_for_update(of=["self"]).get(pk=organization.pk)
    term = Term(organization=organization)
    _set_term(term, ordinal=ordinal, first=first, last=last)
    term.save()
    record_step(term, "enter", by=by, target=str(ordinal), facts={"first": first, "last": last})
    return term


@transaction.atomic
def change_term(  # noqa: PLR0913 -- what a term is, who changes it and what was seen
    term: Term, *, ordinal: int, first: date, last: date, by: User, seen: str = ""
) -> Term:
    """Correct a term's number or days. Raises ``Refused``, ``OutOfDate``."""
    Organization.objects.select_for_update(of=["self"]).get(pk=term.organization_id)
    term = Term.objects.select_for_update(of=["self"]).get(pk=term.pk)
    check_fresh(term, TERM_FIELDS, seen)
    source = str(term.ordinal)
    _set_term(term, ordinal=ordinal, first=first, last=last)
    term.save()
    record_step(term, "change", by=by, source=source, target=str(ordinal), facts={"first": first, "last": last})
    return term


def _set_term(term: Term, *, ordinal: int, first: date, last: date) -> None:
    others = Term.objects.filter(organization=term.organization_id).exclude(pk=term.pk)
    objections = []
    if last <= first:
        objections.append(Objection("ends-before-start", _("A term ends after its first day.")))
    elif others.filter(period__overlap=DateRange(first, last + timedelta(days=1))).exists():
        objections.append(Objection("terms-overlap", _("Another term of this organization covers part of that time.")))
    if others.filter(ordinal=ordinal).exists():
        objections.append(Objection("term-twice", _("This organization already has a term of that number.")))
    if objections:
        raise Refused(*objections)
    term.ordinal, term.period = ordinal, DateRange(first, last + timedelta(days=1))
