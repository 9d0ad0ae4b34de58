"""Opening, filling and withdrawing vacancies."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cadres.models import Post, User
from cadres.platform.log.services import decide_for, make_move, record_step
from cadres.shared.errors import Objection
from cadres.shared.workflow import Workflow
from selection.vacancies import facts as vacancy_facts
from selection.vacancies import rules
from selection.vacancies.choices import Cause
from selection.vacancies.models import Vacancy
from selection.vacancies.workflow import MOVES

WORKFLOW = Workflow("vacancy", "selection.Vacancy", MOVES, vacancy_facts.collect_facts, vacancy_facts.facts_as_json)


@transaction.atomic
def open_vacancy(  # noqa: PLR0913 -- a vacancy has as many parts
    post: Post, *, cause: Cause, wanted_by: date, by: User, free_on: date | None = None, note: str = ""
) -> Vacancy:
    """Open a vacancy for one seat; the post is locked, so that two people cannot open the same seat.

    Raises ``PermissionDenied`` and ``Refused``.
    """
    if not by.has_perm("selection.open_vacancy"):
        raise PermissionDenied
    post = Post.objects.select_for_update(of=["self"]).select_related("organization").get(pk=post.pk)
    if not Post.objects.visible_to(by).filter(pk=post.pk).exists():
        raise PermissionDenied
    known, holder = vacancy_facts.survey(post, free_on=free_on)
    objections = [*rules.a_seat_is_left(known), *rules.the_day_is_near(known)]
    if wanted_by < known.today:
        objections.append(Objection("wanted-in-the-past", _("The day to be filled by has passed already.")))
    decision = decide_for(by, objections, book=known.book)
    decision.raise_if_blocked()
    if known.seat is None or known.free_on is None:
        raise LookupError("a seat or its day that is not known must have blocked")
    vacancy = Vacancy.objects.create(
        post=post,
        seat=known.seat,
        cause=cause,
        free_on=known.free_on,
        wanted_by=wanted_by,
        leaving=holder,
        note=note,
        opened_by=by,
        opened_on=known.today,
    )
    survey = {"approved": known.approved, "held": known.held, "already_open": known.already_open}
    record_step(vacancy, "open", by=by, target="open", facts=survey, **decision.on_record)
    return vacancy


def take(vacancy: Vacancy, name: str, *, by: User, **wish: Any) -> Vacancy:
    """Take one move of the vacancy. Raises what ``make_move`` raises."""
    return make_move(WORKFLOW, vacancy, name, by=by, **wish)
