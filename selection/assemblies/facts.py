"""What the rules are told about an assembly: the election's facts, and two queries of its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from cadres.models import User
from cadres.platform.attachments.services import slots_with_paper
from cadres.shared.errors import Objection
from cadres.shared.ethnic_groups import GROUPS
from selection.assemblies.models import Assembly, FormalCandidate, Round
from selection.assemblies.rules import Ballot, Facts, Standing, Votes
from selection.elections.choices import Stage
from selection.elections.facts import collect_facts as facts_of_election
from selection.elections.rules import procedure
from selection.elections.workflow import MOVES as MOVES_OF_ELECTION
from selection.vacancies.choices import Cause

BEFORE = (procedure.notice_is_over, procedure.notice_days_are_known, procedure.complaints_are_settled)


def collect_facts(record: Assembly, by: User, given: Mapping[str, Any]) -> Facts:
    """All facts of an assembly for a move that ``by`` wants to take, as they would be with what is given."""
    rows = Assembly.objects.for_page().annotate(papers=slots_with_paper("selection.assembly", "pk"))
    found: Any = rows.get(pk=record.pk)
    election = facts_of_election(found.election, by, {})
    division = found.election.vacancy.post.organization.division
    candidates = FormalCandidate.objects.filter(assembly=found).select_related("cadre").order_by("pk")
    return Facts(
        today=timezone.localdate(),
        book=election.book,
        electorate=found.electorate,
        held_on=found.held_on,
        due=found.due,
        present=given.get("present", found.present),
        candidates=tuple(standing(one) for one in candidates),
        ballots=ballots_of(found),
        chosen=election.chosen.cadre if election.chosen else None,
        by_election=found.election.vacancy.cause != Cause.TERM_END,
        division_kind=division.kind,
        ethnic_group=next((group for group in sorted(GROUPS) if group in division.name), ""),
        against=tuple(_against(found, election)),
        papers=tuple(found.papers),
        pk=found.pk,
    )


def _against(found: Assembly, election: Any) -> list[Objection]:
    """What the election itself has against an assembly, each with the page of the election."""
    url = found.election.get_absolute_url()
    if found.election.stage != Stage.NOTICED:
        (move,) = (one for one in MOVES_OF_ELECTION if one.name == "elect")
        return [replace(one, url=url) for one in move.objections(found.election.stage, election)[:1]]
    return [replace(one, url=one.url or url) for guard in BEFORE for one in guard(election)]


def standing(one: FormalCandidate) -> Standing:
    return Standing(
        pk=one.pk,
        cadre=one.cadre_id,
        name=one.cadre.name,
        nominated_by=one.nominated_by,
        signatures=tuple(one.signatures),
        withdrawn=one.withdrawn_on is not None,
        ethnic_group=one.cadre.ethnicity,
    )


def ballots_of(record: Assembly) -> tuple[Ballot, ...]:
    rounds = Round.objects.filter(assembly=record).prefetch_related("votes").order_by("number")
    return tuple(
        Ballot(
            number=one.number,
            issued=one.issued,
            returned=one.returned,
            invalid=one.invalid,
            others=one.others,
            pk=one.pk,
            votes={vote.candidate_id: Votes(vote.yes, vote.no, vote.abstain) for vote in one.votes.all()},
        )
        for one in rounds
    )


def facts_as_json(facts: Facts) -> dict:
    """The facts as the Step keeps them: enough to count again years later."""
    return {
        "electorate": facts.electorate,
        "held_on": facts.held_on,
        "due": facts.due,
        "present": facts.present,
        "quorum": facts.quorum,
        "base": facts.base,
        "needed": facts.needed,
        "candidates": [
            {"cadre": one.cadre, "nominated_by": one.nominated_by, "signatures": len(one.signatures)}
            for one in facts.running
        ],
        "ballots": [
            {**vars(one), "votes": {str(pk): vars(votes) for pk, votes in one.votes.items()}} for one in facts.ballots
        ],
        "elected": facts.elected.cadre if facts.elected else None,
    }
