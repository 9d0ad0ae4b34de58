"""Every write of an electing assembly: convened, candidates, ballots, the result."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.models import Cadre, User
from cadres.platform.log.services import make_move, record_step
from cadres.registry.cadre_files.services.merged import lock_unmerged
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_seen, fingerprint_of
from cadres.shared.recusal import refuse_deciding
from cadres.shared.workflow import Taking, Workflow
from selection.assemblies import facts as assembly_facts
from selection.assemblies.choices import AssemblyStage, Nominator, Outcome
from selection.assemblies.models import Assembly, FormalCandidate, Round, RoundVote
from selection.assemblies.rules import Ballot, Votes, against_the_papers
from selection.assemblies.workflow import MOVES
from selection.elections import services as elections
from selection.elections.choices import Electorate, Stage
from selection.elections.facts import collect_facts as facts_of_election
from selection.elections.models import Election, Nominee
from selection.elections.services.locking import locked
from selection.elections.services.nominees import enter_elected
from selection.elections.workflow import RUN

PAPERS = ("issued", "returned", "invalid", "others")


@transaction.atomic
def convene(election: Election, *, session: str, held_on: date, due: int, by: User) -> Assembly:
    """Convene the congress or the members. Whom the committee has agreed to stands at once."""
    election = locked(election, by=by, permission=RUN, stages=(Stage.NOTICED,))
    facts = facts_of_election(election, by, {})
    if facts.electorate is None:
        raise Refused(Objection("not-to-be-elected", _("The committee's decision fills this post: nobody elects.")))
    there = Assembly.objects.filter(election=election).exclude(stage=AssemblyStage.WITHOUT_RESULT).first()
    if there is not None:
        url = there.get_absolute_url()
        raise Refused(Objection("assembly-exists", _("This election already has an assembly."), url=url))
    if facts.ballot and held_on < facts.ballot.held_on:
        raise Refused(Objection("assembly-before-decision", _("The assembly follows the committee's decision.")))
    made = Assembly(
        election=election, electorate=facts.electorate, session=session, held_on=held_on, due=due, convened_by=by
    )
    made.full_clean()
    made.save()
    of_congress = facts.electorate == Electorate.CONGRESS
    stand = filter(None, (facts.chosen,)) if of_congress else facts.let_stand
    by_whom = Nominator.PRESIDIUM if of_congress else Nominator.COMMITTEE
    for one in stand:
        FormalCandidate.objects.create(assembly=made, cadre_id=one.cadre, nominated_by=by_whom)
    record_step(made, "convene", by=by, target=made.stage, facts={"held_on": held_on, "due": due})
    return made


def locked_assembly(assembly: Assembly, *, by: User, stages: tuple[AssemblyStage, ...]) -> Assembly:
    """The assembly, locked until commit behind its election. Raises ``PermissionDenied`` and ``Refused``."""
    if not Assembly.objects.visible_to(by).filter(pk=assembly.pk).exists():
        raise PermissionDenied
    locked(assembly.election, by=by, permission=RUN, stages=(Stage.NOTICED,))
    found = Assembly.objects.select_for_update(of=["self"]).get(pk=assembly.pk)
    if found.stage not in stages:
        raise Refused(Objection("wrong-stage", _("This step is not possible at the present stage.")))
    return found


@transaction.atomic
def nominate(
    assembly: Assembly, cadre: Cadre, *, nominated_by: str, signatures: Iterable[str] = (), by: User
) -> FormalCandidate:
    """Another candidate: of a congress by its presidium or by deputies jointly, or written in on the ballot."""
    refuse_deciding(by, assembly, cadre)
    cadre = lock_unmerged(cadre)
    written_in = nominated_by == Nominator.WRITTEN_IN
    assembly = locked_assembly(
        assembly, by=by, stages=(AssemblyStage.SITTING if written_in else AssemblyStage.CONVENED,)
    )
    if not Cadre.objects.visible_to(by).filter(pk=cadre.pk).exists():
        raise PermissionDenied
    names = list(dict.fromkeys(name.strip() for name in signatures if name.strip()))
    objections = []
    if assembly.electorate == Electorate.MEMBERS and not written_in:
        text = _("The members vote on those whom the committee lets stand, or write in another name.")
        objections.append(Objection("committee-nominates", text))
    if nominated_by == Nominator.DEPUTIES and not names:
        objections.append(Objection("signatures-missing", _("Enter the names of the deputies who have signed.")))
    if FormalCandidate.objects.filter(assembly=assembly, cadre=cadre).exists():
        text, url = _("This cadre stands already."), assembly.get_absolute_url()
        objections.append(Objection("stands-already", text, url=url))
    if objections:
        raise Refused(*objections)
    made = FormalCandidate.objects.create(assembly=assembly, cadre=cadre, nominated_by=nominated_by, signatures=names)
    facts = {"cadre": cadre.pk, "nominated_by": nominated_by, "signatures": len(names)}
    record_step(assembly, "nominate", by=by, target=assembly.stage, reason=cadre.name, facts=facts)
    return made


@transaction.atomic
def withdraw_candidate(candidate: FormalCandidate, *, reason: str, by: User) -> FormalCandidate:
    """Who declines, or is no candidate after the preliminary vote, no longer stands. Before the first ballot only."""
    assembly = locked_assembly(candidate.assembly, by=by, stages=(AssemblyStage.CONVENED,))
    found = FormalCandidate.objects.select_for_update(of=["self"]).select_related("cadre").get(pk=candidate.pk)
    if found.withdrawn_on is not None:
        raise Refused(Objection("withdrawn-already", _("This candidate has withdrawn already.")))
    if not reason.strip():
        raise Refused(Objection("reason-missing", _("Write down the reason.")))
    found.withdrawn_on, found.withdrawal = timezone.localdate(), reason.strip()
    found.save(update_fields=["withdrawn_on", "withdrawal"])
    record_step(
        assembly, "withdraw_candidate", by=by, target=assembly.stage, reason=reason, facts={"cadre": found.cadre_id}
    )
    return found


def round_state(assembly: Assembly, number: int) -> dict[str, Any]:
    """What is recorded of a ballot, field by field as its form shows it; empty where nothing is."""
    found = Round.objects.filter(assembly=assembly, number=number).values("pk", *PAPERS).first()
    if found is None:
        return {}
    for pk, *votes in RoundVote.objects.filter(round=found.pop("pk")).values_list(
        "candidate_id", "yes", "no", "abstain"
    ):
        found |= {f"{name}_{pk}": value for name, value in zip(("yes", "no", "abstain"), votes, strict=True)}
    return found


def next_number(ballots: tuple[Ballot, ...], outcome: Outcome | None) -> int:
    """The ballot to be entered: the next one where the last has elected nobody, else the last is corrected."""
    if not ballots:
        return 1
    return ballots[-1].number + (outcome != Outcome.ELECTED)


@transaction.atomic
def record_round(
    assembly: Assembly,
    number: int,
    *,
    votes: Mapping[int, tuple[int, int, int]],
    by: User,
    seen: str = "",
    **papers: int,
) -> Round:
    """One ballot. ``votes``: candidate → (for, against, abstained). The last one may be corrected until the result
    is declared; an earlier one stands. The history keeps every version.
    """
    assembly = locked_assembly(assembly, by=by, stages=(AssemblyStage.SITTING,))
    check_seen(fingerprint_of(round_state(assembly, number)), seen)
    last = Round.objects.filter(assembly=assembly).count()
    if number not in (last, last + 1) or number < 1:
        raise Refused(Objection("ballot-stands", _("A later ballot was held: this one stands.")))
    running = set(FormalCandidate.objects.filter(assembly=assembly, withdrawn_on=None).values_list("pk", flat=True))
    ballot = Ballot(number=number, votes={pk: Votes(*three) for pk, three in votes.items() if pk in running}, **papers)
    if objections := list(against_the_papers(ballot, assembly.present or 0)):
        raise Refused(*objections)
    found, _new = Round.objects.update_or_create(
        assembly=assembly, number=number, defaults={**papers, "entered_by": by}
    )
    for pk, tally in sorted(ballot.votes.items()):
        RoundVote.objects.update_or_create(round=found, candidate_id=pk, defaults=vars(tally))
    RoundVote.objects.filter(round=found).exclude(candidate__in=ballot.votes).delete()
    record_step(assembly, "record_round", by=by, target=assembly.stage, facts={"number": number, **papers})
    return found


def take(assembly: Assembly, name: str, *, by: User, **wish: Any) -> Assembly:
    """Take one move of the assembly. Raises what ``make_move`` raises."""
    return make_move(WORKFLOW, assembly, name, by=by, **wish)


def hand_over(taking: Taking) -> None:
    """The election goes on with whom the assembly has elected."""
    election, elected = taking.record.election, taking.facts.elected
    if not Nominee.objects.filter(election=election, cadre=elected.cadre).exists():
        enter_elected(election, Cadre(pk=elected.cadre), on=taking.record.held_on, by=taking.by)
    elections.take(election, "elect", by=taking.by)


def _lock_election(record: Assembly, by: User) -> None:
    """Reach, and the election before its assembly: always in this order."""
    if not Assembly.objects.visible_to(by).filter(pk=record.pk).exists():
        raise PermissionDenied
    Election.objects.select_for_update(of=["self"]).get(pk=record.election_id)


WORKFLOW = Workflow(
    "assembly",
    "selection.Assembly",
    MOVES,
    assembly_facts.collect_facts,
    assembly_facts.facts_as_json,
    related=("election__vacancy__post__organization",),
    prepare=_lock_election,
)
