"""What the rules are told about an election: three queries, however many nominees."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from cadres.models import AnnualResult, Pilot, RankRecord, Sanction, Tenure, Term, User
from cadres.platform.attachments.services import slots_with_paper
from cadres.platform.calendar import facts as workdays
from cadres.platform.calendar.rules.days import Known, span
from cadres.platform.calendar.rules.days import Span as WorkingSpan
from cadres.platform.divisions.choices import TownshipKind
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.cadre_files.querysets import HEAVY_OF_CADRE
from cadres.registry.posts.choices import PostKind
from cadres.registry.ranks.rules import Held as HeldRank
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.tenures.rules import PilotPeriod, Span
from selection.elections.choices import Stage
from selection.elections.models import Complaint, Election, Nominee, Waiver
from selection.elections.regulations import ELECTION, edition_on
from selection.elections.rules.dossier import (
    Appointment,
    Candidate,
    Examination,
    Facts,
    Held,
    Meeting,
    Plan,
    Result,
    Seat,
    Tally,
)

ELECTED_BY_CONGRESS = (PostKind.HEAD, PostKind.DEPUTY_HEAD, PostKind.CONGRESS_CHAIR)
# Sub-districts and zones have no congress of their own: their heads are appointed.
WITH_CONGRESS = (TownshipKind.TOWN, TownshipKind.TOWNSHIP, TownshipKind.ETHNIC)
RESULTS = 2  # the latest yearly results of a nominee that the rules look at
DAYS, COUNT_FIRST = "notice.days", "notice.count_first"


def notice_span(begins: date, book: Rulebook, known: Known) -> WorkingSpan:
    """The public notice (公示期) from its first day, as the county has set number of days and way of counting."""
    return span(begins, book.number(DAYS), known, count_first=bool(book.number(COUNT_FIRST)))


def elections_with_facts(rows: QuerySet[Election]) -> QuerySet[Election]:
    """The elections with all that the facts need of the election itself, in one query."""
    post = OuterRef("vacancy__post__organization_id")
    terms = Term.objects.filter(organization_id=post).order_by("period")
    return rows.select_related(
        "vacancy__post__organization__division",
        "opened_by",
        "recommendation",
        "ballot__entered_by",
        "ballot__confirmed_by",
        "late_by",
    ).annotate(
        result=FilteredRelation("assemblies", condition=Q(assemblies__stage="elected")),
        result_cadre=F("result__elected__cadre_id"),
        result_on=F("result__held_on"),
        result_papers=slots_with_paper("selection.assembly", "result__pk"),
        notice_papers=slots_with_paper("selection.election", "pk"),
        term_rows=ArraySubquery(
            terms.values(json=JSONObject(begins=F("period__startswith"), ends=F("period__endswith")))
        ),
        pilot_rows=ArraySubquery(
            Pilot.objects.filter(division_id=OuterRef("vacancy__post__organization__division_id"))
            .order_by("pk")
            .values(json=JSONObject(since=F("period__startswith"), until=F("period__endswith")))
        ),
        complaint_rows=ArraySubquery(
            Complaint.objects.filter(election=OuterRef("pk"))
            .order_by("received_on", "pk")
            .values(
                json=JSONObject(
                    pk="pk",
                    received_on="received_on",
                    sender="sender",
                    content="content",
                    settled_on="settled_on",
                    settlement="settlement",
                    upheld="upheld",
                )
            )
        ),
    )


def nominees_with_facts(election_id: int, post_id: int, day: date) -> QuerySet[Nominee]:
    """Nominees with what their files say, in one query."""
    cadre = OuterRef("cadre_id")
    term_ends = Term.objects.filter(organization_id=OuterRef("post__organization_id"), period__contains=day).values(
        "period__endswith"
    )[:1]
    held = (
        Tenure.objects.filter(Q(held__upper_inf=True) | Q(post_id=post_id), cadre_id=cadre)
        .order_by("held")
        .values(
            json=JSONObject(
                tenure="pk",
                post="post_id",
                post_name="post__office_name",
                kind="post__kind",
                division="post__organization__division_id",
                since=F("held__startswith"),
                until=F("held__endswith"),
                term_ends=Subquery(term_ends),
            )
        )
    )
    results = AnnualResult.objects.filter(cadre_id=cadre, year__lt=day.year).order_by("-year")
    won = Nominee.objects.filter(
        cadre_id=cadre, pk=F("election__winner_id"), election__stage__in=(Stage.DECIDED, Stage.NOTICED)
    ).exclude(election_id=election_id)
    sanctions = Sanction.objects.in_effect_on(day).filter(cadre_id=cadre).order_by("pk")
    ranks = RankRecord.objects.filter(cadre_id=cadre).order_by("pk")
    return (
        Nominee.objects.filter(election_id=election_id)
        .select_related("cadre", "inspection", "recommendation_vote", "ballot_vote")
        .defer(*HEAVY_OF_CADRE)
        .annotate(
            result_rows=ArraySubquery(results.values(json=JSONObject(year="year", grade="grade"))[:RESULTS]),
            won_rows=ArraySubquery(won.order_by("pk").values("election__vacancy__post__office_name")),
            sanction_rows=ArraySubquery(sanctions.values(json=JSONObject(kind="kind", until="effect_until"))),
            held_rows=ArraySubquery(held),
            rank_rows=ArraySubquery(
                ranks.values(json=JSONObject(ladder="ladder", rank="rank", since="since", until="until"))
            ),
            scanned=slots_with_paper("selection.inspection", "inspection__pk"),
            waived_rules=ArraySubquery(Waiver.objects.filter(nominee=OuterRef("pk")).values("rule")),
        )
        .order_by("registered_on", "pk")
    )


def collect_facts(record: Election, by: User, given: Mapping[str, Any]) -> Facts:
    """All facts of an election for a move that ``by`` wants to take, as they would be with what is given."""
    today = timezone.localdate()
    election: Any = record
    if not hasattr(record, "term_rows"):  # not read by ``elections_with_facts``
        election = elections_with_facts(Election.objects.all()).get(pk=record.pk)
    post = election.vacancy.post
    book = rulebook(post.organization.division_id, on=ELECTION.on(election))
    for name, value in given.items():
        setattr(election, name, value)
    if given.get("notice_from"):
        workdays.hold()
        span = notice_span(max(given["notice_from"], today), book, workdays.known())
        election.notice_until, election.notice_certain = span.last, span.certain
    paper = notice_span(election.notice_from, book, workdays.known()) if election.is_late else None
    complaints = election.complaint_rows
    return Facts(
        today=today,
        book=book,
        edition=edition_on(ELECTION.on(election)),
        actor=by.pk,
        opened_by=election.opened_by_id,
        seat=Seat(
            post=post.pk,
            name=str(post),
            kind=post.kind,
            division=post.organization.division_id,
            grade=post.grade,
            elected=post.elected,
            by_congress=post.kind in ELECTED_BY_CONGRESS and post.organization.division.kind in WITH_CONGRESS,
            terms=tuple(Span(_day(row["begins"]), _day(row["ends"])) for row in election.term_rows),
            free_on=election.vacancy.free_on,
            pilots=tuple(
                PilotPeriod(post.organization.division_id, Span(_day(row["since"]), _day(row["until"])))
                for row in election.pilot_rows
            ),
        ),
        plan=Plan(
            announcement=election.announcement,
            conditions=election.conditions,
            registration_from=election.registration_from,
            registration_to=election.registration_to,
            announced_on=election.announced_on,
            direct_vote=election.direct_vote,
            approval_document=election.approval_document,
        ),
        candidates=tuple(_candidate(row) for row in nominees_with_facts(election.pk, post.pk, today)),
        recommendation=_recommendation(election),
        ballot=_ballot(election),
        appointment=Appointment(
            notice_from=election.notice_from,
            notice_until=election.notice_until,
            notice_certain=election.notice_certain,
            notice_unknown=_unknown_years(election),
            notice_recorded_on=election.notice_recorded_on,
            published_by=election.published_by_id,
            late_by=election.late_by_id,
            paper_until=paper.last if paper else None,
            paper_certain=paper.certain if paper else True,
            has_notice=bool(election.notice_papers),
            decided_by=election.decided_by_id,
            talk_on=election.talk_on,
            starts_on=election.starts_on,
            keeps_other_post=election.keeps_other_post,
            complaints_unsettled=sum(row["settled_on"] is None for row in complaints),
            complaints_upheld=sum(row["upheld"] for row in complaints),
            elected_on=election.elected_on,
            elected_by=election.elected_by_id,
        ),
        winner=election.winner_id,
        result=_result(election),
        pk=election.pk,
    )


def _result(election: Any) -> Result | None:
    if election.result_cadre is None:
        return None
    return Result(election.result_cadre, election.result_on, approved="approval" in election.result_papers)


def _unknown_years(election: Election) -> tuple[int, ...]:
    """Asks the calendar only where the notice is not certain."""
    first, last = election.notice_from, election.notice_until
    if election.notice_certain or first is None or last is None:
        return ()
    return workdays.years_open(first, last)


def _day(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None


def _recommendation(election: Election) -> Meeting | None:
    found = getattr(election, "recommendation", None)
    if found is None:
        return None
    return Meeting(
        held_on=found.meeting_on,
        due=found.due,
        present=found.present,
        talks_on=found.talks_on,
        talks_people=found.talks_people,
    )


def _ballot(election: Election) -> Meeting | None:
    found = getattr(election, "ballot", None)
    if found is None:
        return None
    return Meeting(
        held_on=found.met_on,
        due=found.due,
        present=found.present,
        recused=found.recused,
        document=found.document,
        entered_by=found.entered_by_id,
        secret=found.secret,
    )


def _candidate(row: Any) -> Candidate:
    cadre = row.cadre
    vote, ballot, found = (getattr(row, name, None) for name in ("recommendation_vote", "ballot_vote", "inspection"))
    return Candidate(
        pk=row.pk,
        cadre=cadre.pk,
        name=cadre.name,
        path=row.path,
        supporters=row.supporters,
        examinee=row.examinee,
        withdrawn=row.withdrawn_on is not None,
        political_status=cadre.political_status,
        joined_party_on=cadre.joined_party_on,
        grade=cadre.grade,
        grade_since=cadre.grade_since,
        township_since=cadre.township_since,
        growth_place=cadre.growth_place_id or "",
        sex=cadre.sex,
        born_on=cadre.born_on,
        registered_on=row.registered_on,
        serving=cadre.status == CadreStatus.SERVING,
        results={one["year"]: one["grade"] for one in row.result_rows},
        chosen_for=tuple(row.won_rows),
        sanctions=tuple((str(SanctionKind(s["kind"]).label), _day(s["until"])) for s in row.sanction_rows),
        ranks=tuple(HeldRank(r["ladder"], r["rank"], _day(r["since"]), _day(r["until"])) for r in row.rank_rows),
        held=tuple(
            Held(
                tenure=h["tenure"],
                post=h["post"],
                post_name=h["post_name"],
                kind=h["kind"],
                division=h["division"],
                since=_day(h["since"]),
                until=_day(h["until"]),
                term_ends=_day(h["term_ends"]),
            )
            for h in row.held_rows
        ),
        waived=tuple(row.waived_rules),
        talk_votes=vote.talk_votes if vote else None,
        meeting_votes=vote.meeting_votes if vote else None,
        examination=_examination(found, row.scanned) if found else None,
        tally=Tally(ballot.yes, ballot.no, ballot.deferred) if ballot else None,
    )


def _examination(found: Any, scanned: list[str]) -> Examination:
    return Examination(
        began_on=found.began_on,
        ended_on=found.ended_on,
        team=tuple(found.team),
        musts={
            key: (getattr(found, f"{key}_on"), getattr(found, f"{key}_paper"))
            for key in ("file", "report", "discipline", "petitions")
        },
        signed_by_secretary=found.signed_by_secretary,
        signed_by_discipline=found.signed_by_discipline,
        fit=found.fit,
        conclusion=found.conclusion,
        pk=found.pk,
        scanned=frozenset(scanned),
    )


def facts_as_json(facts: Facts) -> dict:
    """The facts as the Step keeps them: enough to judge the decision again years later."""
    return {
        "post": facts.seat.name,
        "post_id": facts.seat.post,
        "plan": vars(facts.plan),
        "recommendation": vars(facts.recommendation) if facts.recommendation else None,
        "ballot": vars(facts.ballot) if facts.ballot else None,
        "appointment": vars(facts.appointment),
        "candidates": [
            {
                "cadre": one.cadre,
                "name": one.name,
                "path": one.path,
                "supporters": one.supporters,
                "examinee": one.examinee,
                "withdrawn": one.withdrawn,
                "grade": one.grade,
                "grade_since": one.grade_since,
                "ranks": [vars(held) for held in one.ranks],
                "results": {str(year): grade for year, grade in one.results.items()},
                "sanctions": [kind for kind, _until in one.sanctions],
                "waived": list(one.waived),
                "talk_votes": one.talk_votes,
                "meeting_votes": one.meeting_votes,
                "fit": one.examination.fit if one.examination else None,
                "tally": vars(one.tally) if one.tally else None,
            }
            for one in facts.candidates
        ],
        "winner": facts.winner,
        "result": vars(facts.result) if facts.result else None,
    }
