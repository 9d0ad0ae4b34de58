"""What the rules are told about posts and vacancies."""

from datetime import date
from typing import Any

from django.utils import timezone

from cadres.models import Post, Tenure, Term
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.tenures.facts import precheck
from selection.vacancies.choices import VacancyStage
from selection.vacancies.models import Vacancy
from selection.vacancies.regulations import VACANCY
from selection.vacancies.rules import OpeningFacts, VacancyFacts


def survey(post: Post, *, free_on: date | None = None, book: Rulebook | None = None) -> tuple[OpeningFacts, Any]:
    """Facts for opening a vacancy of ``post``, and the tenure of who still holds the seat, if anybody.

    A free seat is taken before a held one; among held seats any, with the day given or the end of the running term.
    """
    today = timezone.localdate()
    division = post.organization.division_id
    known = precheck(post, today)
    holder = known.holder
    if holder is not None and holder.held.upper is not None:
        free_on = free_on or holder.held.upper
    elif holder is not None and free_on is None:
        term = Term.objects.running_on(today).filter(organization_id=post.organization_id).first()
        free_on = term.period.upper if term else None
    facts = OpeningFacts(
        today=today,
        book=book or rulebook(division, on=VACANCY.on()),
        approved=known.approved,
        held=known.held,
        already_open=known.proposed,
        seat=known.seat,
        holder_stays=holder is not None,
        free_on=free_on if holder is not None else today,
    )
    return facts, holder


def collect_facts(vacancy: Vacancy, _by: Any, _given: Any) -> VacancyFacts:
    today = timezone.localdate()
    later = Tenure.objects.open().filter(post_id=vacancy.post_id, seat=vacancy.seat)
    if vacancy.leaving_id:
        later = later.exclude(pk=vacancy.leaving_id)
    return VacancyFacts(
        today=today,
        book=rulebook(vacancy.post.organization.division_id, on=VACANCY.on(vacancy)),
        seat_held=vacancy.stage == VacancyStage.OPEN and later.exists(),
        election_running=vacancy.elections.open().exists(),
    )


def facts_as_json(facts: VacancyFacts) -> dict:
    return {"seat_held": facts.seat_held, "election_running": facts.election_running}
