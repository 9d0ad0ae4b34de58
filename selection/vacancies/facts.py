"""What the rules are told about posts and vacancies."""

from datetime import date
from typing import Any

from django.utils import timezone

from cadres.models import Post, Tenure, Term, User
from cadres.services.rulebook import Rulebook, rulebook
from selection.vacancies.choices import VacancyStage
from selection.vacancies.models import Vacancy
from selection.vacancies.rules import OpeningFacts, VacancyFacts


def survey(post: Post, *, free_on: date | None = None, book: Rulebook | None = None) -> tuple[OpeningFacts, Any]:
    """Facts for opening a vacancy of ``post``, and the tenure of who still holds the seat, if anybody.

    A free seat is taken before a held one; among held seats any, with the day given or the end of the running term.
    """
    today = timezone.localdate()
    division = post.organization.division_id
    holders = {t.seat: t for t in Tenure.objects.open().filter(post=post).select_related("cadre").order_by("seat")}
    opened = set(Vacancy.objects.open().filter(post=post).values_list("seat", flat=True))
    left = [seat for seat in range(1, post.approved_number + 1) if seat not in opened]
    free = [seat for seat in left if seat not in holders]
    seat = next(iter(free or left), None)
    holder = holders.get(seat) if seat else None
    if holder is not None and free_on is None:
        term = Term.objects.running_on(today).filter(organization_id=post.organization_id).first()
        free_on = term.period.upper if term else None
    facts = OpeningFacts(
        today=today,
        book=book or rulebook(division, on=today),
        approved=post.approved_number,
        held=len(holders),
        already_open=len(opened),
        seat=seat,
        holder_stays=holder is not None,
        free_on=free_on if holder is not None else today,
    )
    return facts, holder


def gather(vacancy: Vacancy, by: User) -> VacancyFacts:  # noqa: ARG001 -- the workflow's signature
    today = timezone.localdate()
    later = Tenure.objects.open().filter(post_id=vacancy.post_id, seat=vacancy.seat)
    if vacancy.leaving_id:
        later = later.exclude(pk=vacancy.leaving_id)
    return VacancyFacts(
        today=today,
        book=rulebook(vacancy.post.organization.division_id, on=today),
        seat_held=vacancy.stage == VacancyStage.OPEN and later.exists(),
        election_running=vacancy.elections.open().exists(),
    )


def snapshot(facts: VacancyFacts) -> dict:
    return {"seat_held": facts.seat_held, "election_running": facts.election_running}
