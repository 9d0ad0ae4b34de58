"""Proposing, approving and granting awards."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from assessment.models import Score
from cadres.models import Cadre, User
from cadres.platform.accounts.choices import Role
from cadres.platform.log.services import make_move, record_step
from cadres.platform.notices.services import notify, settle
from cadres.registry.cadre_files.services.merged import refuse_merged
from cadres.shared.errors import Objection
from cadres.shared.recusal import refuse_deciding
from cadres.shared.regulations.decide import decide_on_proposal
from cadres.shared.workflow import Taking, Workflow
from incentives.awards.choices import PROSPECTS, AwardKind, AwardStage
from incentives.awards.facts import collect_facts, facts_as_json
from incentives.awards.models import Award
from incentives.awards.rules import ON_PROPOSAL
from incentives.awards.workflow import MOVES

PROPOSE = "incentives.propose_award"


@transaction.atomic
def propose_award(  # noqa: PLR0913 -- an award has as many parts
    cadre: Cadre,
    *,
    kind: AwardKind,
    year: int,
    ground: str,
    by: User,
    amount: Decimal = Decimal(0),
    score: Score | None = None,
) -> Award:
    """Propose an award; the leaders of the department are told. Raises ``Refused`` with every objection.

    What may be set aside is only noted here: who approves must set it aside, with a reason.
    """
    if not by.has_perm(PROPOSE):
        raise PermissionDenied
    refuse_deciding(by, cadre)
    cadre = Cadre.objects.select_for_update(of=["self"]).get(pk=cadre.pk)  # two proposals for one cadre queue
    refuse_merged(cadre)
    award = Award(cadre=cadre, kind=kind, year=year, ground=ground.strip(), amount=amount, proposed_by=by)
    award.score = score
    facts = collect_facts(award, by, {})
    objections = [objection for guard in ON_PROPOSAL for objection in guard(facts)]
    if score is not None:
        objections += _score_objections(score, cadre)
    decision = decide_on_proposal(objections, action_of=facts.book.action)
    decision.raise_if_blocked()
    award.full_clean()
    award.save()
    record_step(
        award,
        "propose",
        by=by,
        target=AwardStage.PROPOSED,
        facts=facts_as_json(facts),
        **decision.on_record,
    )
    notify(
        User.objects.answering_for(cadre.division_id, (Role.LEADER,), about=[cadre.pk]).exclude(pk=by.pk),
        kind="incentives.award_proposed",
        key=_key(award, "proposed"),
        params=_params(award),
        url=award.get_absolute_url(),
    )
    return award


def _score_objections(score: Score, cadre: Cadre) -> list[Objection]:
    objections = []
    if score.tenure.cadre_id != cadre.pk:
        objections.append(Objection("another-score", _("This assessment is of another cadre.")))
    if not score.grade:
        objections.append(Objection("no-grade", _("No grade has been confirmed yet. An award rests on a grade.")))
    return objections


def move_award(award: Award, name: str, *, by: User, **wish: Any) -> Award:
    """Take one step of an award. Raises what ``make_move`` raises."""
    return make_move(AWARDS, award, name, by=by, **wish)


def approved(taking: Taking) -> None:
    award = taking.record
    settle(_key(award, "proposed"))
    notify(
        [award.proposed_by],
        kind="incentives.award_approved",
        key=_key(award, "approved"),
        params=_params(award),
        url=award.get_absolute_url(),
    )


def refused(taking: Taking) -> None:
    award = taking.record
    settle(_key(award, "proposed"))
    notify(
        [award.proposed_by],
        kind="incentives.award_refused",
        key=_key(award, "refused"),
        params=_params(award) | {"reason": taking.reason},
        url=award.get_absolute_url(),
    )


def withdrawn(taking: Taking) -> None:
    award = taking.record
    settle(_key(award, "proposed"))
    settle(_key(award, "approved"))


def granted(taking: Taking) -> None:
    award = taking.record
    settle(_key(award, "approved"))
    notify(
        User.objects.owning([award.cadre_id]),
        kind="incentives.award_granted",
        key=_key(award, "granted"),
        params=_params(award),
        url=f"/my/awards/#award-{award.pk}",
    )
    if award.kind in PROSPECTS:
        _recommend(award, by=taking.by)


def _recommend(award: Award, *, by: User) -> None:
    """A recommendation is a record in the cadre's file and a word to the staff: nobody is appointed by it."""
    facts = {"award": award.pk, "kind": award.kind, "year": award.year}
    record_step(award.cadre, "recommended", by=by, reason=award.ground, facts=facts)
    notify(
        User.objects.answering_for(award.cadre.division_id, (Role.STAFF,), about=[award.cadre_id]),
        kind="incentives.cadre_recommended",
        key=_key(award, "recommended"),
        params=_params(award),
        url=award.get_absolute_url(),
    )


def _key(award: Award, what: str) -> str:
    return f"award:{award.pk}:{what}"


def _params(award: Award) -> dict:
    return {"name": award.cadre.name, "year": award.year}


AWARDS = Workflow("award", "incentives.Award", MOVES, collect_facts, facts_as_json)
