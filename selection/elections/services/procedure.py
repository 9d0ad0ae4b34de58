"""Opening an election and taking its moves."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.platform.calendar import facts as workdays
from cadres.platform.log.services import record_step, take_step
from cadres.platform.notices import services as notices
from cadres.platform.rule_settings.facts import rulebook
from cadres.shared.errors import Objection, OutOfDate, Refused
from cadres.shared.pages.edit_conflicts import check_fresh
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.workflow import Move, Workflow
from selection.elections import facts as election_facts
from selection.elections.choices import CLOSED, Stage
from selection.elections.models import Ballot, Election
from selection.elections.regulations import ELECTION, edition_on
from selection.elections.rules import voting
from selection.elections.services import appointment, notice_span
from selection.elections.services.locking import locked
from selection.elections.workflow import MOVES, RUN
from selection.vacancies.choices import VacancyStage
from selection.vacancies.models import Vacancy

WORKFLOW = Workflow("election", MOVES, gather=election_facts.gather, snapshot=election_facts.snapshot)

PLAN = (
    "announcement",
    "conditions",
    "registration_from",
    "registration_to",
    "direct_vote",
    "approval_document",
)

# What a move itself brings; judged with everything else, and rolled back with a refusal.
INPUTS = {
    "announce": ("announced_on",),
    "publish": ("notice_from",),
    "appoint": ("talk_on", "starts_on", "document", "keeps_other_post", "leave_reason"),
}


@transaction.atomic
def open_election(vacancy: Vacancy, *, by: User, **plan: Any) -> Election:
    """Open the one election of a vacancy, with what is known of its plan already."""
    if not by.has_perm(RUN) or not Vacancy.objects.visible_to(by).filter(pk=vacancy.pk).exists():
        raise PermissionDenied
    vacancy = Vacancy.objects.select_for_update(of=["self"]).get(pk=vacancy.pk)
    if vacancy.stage != VacancyStage.OPEN:
        raise Refused(Objection("vacancy-closed", _("This vacancy is no longer open.")))
    if vacancy.elections.exclude(stage=Stage.ABANDONED).exists():
        raise Refused(Objection("election-exists", _("This vacancy already has an election.")))
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
    check_fresh(election, PLAN, seen)
    for field, value in plan.items():
        setattr(election, field, value)
    election.full_clean()
    election.save(update_fields=[*plan])
    record_step(election, "plan", by=by, target=election.stage)
    return election


@transaction.atomic
def take(  # noqa: PLR0913 -- what every move carries, and what some bring
    election: Election,
    name: str,
    *,
    by: User,
    reason: str = "",
    seen_stage: str = "",
    override: bool = False,
    ends: list[int] | None = None,
    **inputs: Any,
) -> Election:
    """Take one move of the procedure, with its effects, or raise saying every reason why not.

    ``ends``: further tenures of the appointee that end with the appointment. Raises ``PermissionDenied``,
    ``OutOfDate``, ``Refused``.
    """
    move = WORKFLOW[name]
    if not by.has_perm(move.permission) or not Election.objects.visible_to(by).filter(pk=election.pk).exists():
        raise PermissionDenied
    election = (
        Election.objects.select_for_update(of=["self"])
        .select_related("vacancy__post__organization")
        .get(pk=election.pk)
    )
    before = election.stage
    if seen_stage and before != seen_stage:
        raise OutOfDate(_("Somebody else has moved this on since you opened the page. Here is its present state."))
    if before in move.sources:
        _write_inputs(election, name, inputs)
    done: Election = take_step(
        WORKFLOW, election, name, by=by, reason=reason, override=override, changes=_changes(election, move, by)
    )
    if name == "decide":
        Ballot.objects.filter(election=done).update(confirmed_by=by)
    if name == "appoint":
        appointment.carry_out(done, ends=set(ends or ()), by=by)
    notices.settle(_key(done, before))
    _call_next(done)
    return done


def _write_inputs(election: Election, name: str, inputs: dict[str, Any]) -> None:
    given = {field: inputs[field] for field in INPUTS.get(name, ()) if field in inputs}
    if name == "publish" and isinstance(given.get("notice_from"), date):
        code = election.vacancy.post.organization.division_id
        workdays.hold()
        span = notice_span.of(given["notice_from"], rulebook(code, on=ELECTION.on(election)), workdays.known())
        given |= {"notice_until": span.last, "notice_certain": span.certain}
    for field, value in given.items():
        setattr(election, field, value)
    if given:
        election.save(update_fields=[*given])


def _changes(election: Election, move: Move, by: User) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if move.target in CLOSED:
        changes["closed_on"] = timezone.localdate()
    if move.name == "decide":
        facts = election_facts.gather(election, by)
        chosen = voting.outcome(facts.examinees, facts.ballot, facts.edition) if facts.ballot else None
        changes["winner_id"] = chosen.pk if chosen else None
    return changes


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
        User.objects.answering_for(post.organization.division_id, roles),
        kind="selection.wanted",
        key=_key(election, election.stage),
        params={"post": str(post)},
        url=election.get_absolute_url(),
    )
