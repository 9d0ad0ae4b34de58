"""Opening an election and taking its moves."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.platform.log.services import make_move, record_step
from cadres.platform.notices import services as notices
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_unchanged
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.recusal import cadres_of
from cadres.shared.workflow import Move, Taking, Workflow
from selection.elections import facts as election_facts
from selection.elections.choices import Stage
from selection.elections.models import Election
from selection.elections.regulations import edition_on
from selection.elections.services.locking import locked
from selection.elections.workflow import MOVES, RUN
from selection.vacancies.choices import VacancyStage
from selection.vacancies.models import Vacancy

PLAN = (
    "announcement",
    "conditions",
    "registration_from",
    "registration_to",
    "direct_vote",
    "approval_document",
)


@transaction.atomic
def open_election(vacancy: Vacancy, *, by: User, **plan: Any) -> Election:
    """Open the one election of a vacancy, with what is known of its plan already."""
    if not by.has_perm(RUN) or not Vacancy.objects.visible_to(by).filter(pk=vacancy.pk).exists():
        raise PermissionDenied
    vacancy = Vacancy.objects.select_for_update(of=["self"]).get(pk=vacancy.pk)
    if vacancy.stage != VacancyStage.OPEN:
        url = vacancy.get_absolute_url()
        raise Refused(Objection("vacancy-closed", _("This vacancy is no longer open."), url=url))
    if there := vacancy.elections.exclude(stage=Stage.ABANDONED).first():
        url = there.get_absolute_url()
        raise Refused(Objection("election-exists", _("This vacancy already has an election."), url=url))
    today = timezone.localdate()
    election = Election(vacancy=vacancy, edition=edition_on(today).name, opened_by=by, opened_on=today, **plan)
    election.full_clean()
    election.save()
    record_step(election, "open", by=by, target=Stage.PREPARED, edition=election.edition)
    _call_next(election)
    return election


@transaction.atomic
def plan_election(election: Election, *, by: User, seen: str = "", **plan: Any) -> Election:
    """Change the plan as long as it is not announced."""
    election = locked(election, by=by, permission=RUN, stages=(Stage.PREPARED,))
    check_unchanged(election, PLAN, seen)
    for field, value in plan.items():
        setattr(election, field, value)
    election.full_clean()
    election.save(update_fields=[*plan])
    record_step(election, "plan", by=by, target=election.stage)
    return election


def take(election: Election, name: str, *, by: User, **wish: Any) -> Election:
    """Take one move of the procedure, with its effects. Raises what ``make_move`` raises.

    ``ends``: further tenures of the appointee that end with the appointment.
    """
    return make_move(WORKFLOW, election, name, by=by, **wish)


def next_move(stage: str) -> Move | None:
    """The way forward from a stage."""
    return next((move for move in MOVES if stage in move.sources and not move.danger), None)


def _key(election: Election, stage: str) -> str:
    return f"selection.election:{election.pk}:{stage}"


def _call_next(election: Election) -> None:
    """Tell those whose turn it is."""
    move = next_move(election.stage)
    if move is None:
        return
    roles = tuple(role for role, permissions in PERMISSIONS_OF.items() if move.permission in permissions)
    post = election.vacancy.post
    notices.notify(
        User.objects.answering_for(post.organization.division_id, roles, about=cadres_of(election)),
        kind="selection.wanted",
        key=_key(election, election.stage),
        params={"post": str(post)},
        url=election.get_absolute_url(),
    )


def _refuse_out_of_reach(election: Election, by: User) -> None:
    if not Election.objects.visible_to(by).filter(pk=election.pk).exists():
        raise PermissionDenied


def _hand_on(taking: Taking) -> None:
    """What waited for this move is settled, and those whose turn it is now are told."""
    if taking.source == taking.record.stage:  # a late entry: the same people's turn as before
        return
    notices.settle(_key(taking.record, taking.source))
    _call_next(taking.record)


WORKFLOW = Workflow(
    "election",
    "selection.Election",
    MOVES,
    election_facts.collect_facts,
    election_facts.facts_as_json,
    related=("vacancy__post__organization",),
    prepare=_refuse_out_of_reach,
    settled=_hand_on,
)
