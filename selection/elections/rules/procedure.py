"""Guards of the moves: each a sentence that must be true before the next stage."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.registry.posts.choices import MAIN_POSTS
from cadres.registry.tenures.rules import Holding, Span, against_both
from cadres.shared.dates import add_months
from cadres.shared.errors import Objection
from cadres.shared.names import joined
from selection.elections.choices import Path
from selection.elections.regulations import (
    APPROVAL,
    CHECKS_VALID,
    ELECTS,
    FINAL,
    HELD,
    LATE_START,
    MAJORITY,
    ORDER,
    RECORDED,
    RESULT_APPROVED,
    SIGNATURES,
    START,
    TALK,
    TEAM,
    TWO_LEADERS,
    VOTE,
    VOTES_BORNE,
)
from selection.elections.rules import eligibility, voting
from selection.elections.rules.dossier import Candidate, Examination, Facts, must_end


# --- announcement -------------------------------------------------------------------------------
def announcement_is_complete(facts: Facts) -> Iterator[Objection]:
    plan = facts.plan
    if not plan.announcement.strip():
        yield Objection("announcement-missing", _("Write the text of the announcement."))
    if not plan.conditions.strip():
        yield Objection("conditions-missing", _("Write down the conditions for taking part."))
    if plan.registration_from is None or plan.registration_to is None:
        yield Objection("registration-dates-missing", _("Set the first and the last day of registration."))
    elif plan.announced_on and plan.announced_on > plan.registration_from:
        yield Objection("announced-too-late", _("Announce no later than the first day of registration."))
    if plan.announced_on and plan.announced_on > facts.today:
        yield Objection("announced-in-future", _("The day of the announcement is still to come."))


def direct_vote_is_approved(facts: Facts) -> Iterator[Objection]:
    if facts.plan.direct_vote and facts.seat.by_congress:
        yield Objection(
            "direct-vote-of-a-head",
            _("A head of government is elected by the congress, not by the party members: take out the direct vote."),
            facts.book.source(ELECTS),
            ELECTS,
        )
    if facts.plan.direct_vote and not facts.plan.approval_document.strip():
        yield Objection(
            "approval-missing",
            _("A direct vote departs from the normal path: name the superior's approval document."),
            facts.book.source(APPROVAL),
            APPROVAL,
        )


# --- recommendation -----------------------------------------------------------------------------
def recommendation_is_held(facts: Facts) -> Iterator[Objection]:
    meeting = facts.recommendation
    if meeting is None:
        yield Objection(
            "recommendation-missing",
            _("Record the talks and the recommendation meeting."),
            facts.book.source(HELD),
            HELD,
        )
        return
    if meeting.talks_on is None or not meeting.talks_people:
        yield Objection(
            "talks-missing", _("Both talks and a meeting are needed: record the talks."), facts.book.source(HELD), HELD
        )
    needed = voting.quorum(meeting.due, facts.recommendation_quorum)
    if meeting.present < needed:
        yield Objection(
            "recommendation-quorum",
            _("Present %(present)d of %(due)d; %(needed)d are needed. Repeat the meeting.")
            % {"present": meeting.present, "due": meeting.due, "needed": needed},
            facts.book.source("recommend.quorum"),
            "recommend.quorum",
        )
    closes = facts.plan.registration_to
    if closes and meeting.held_on <= closes:
        yield Objection("meeting-before-close", _("The meeting must follow the last day of registration."))


def more_names_than_seats(facts: Facts) -> Iterator[Objection]:
    seats, more = 1, facts.book.number("recommend.surplus")
    if len(facts.running) < seats + more:
        yield Objection(
            "too-few-names",
            _("%(names)d registered; more than the seats are needed: %(needed)d.")
            % {"names": len(facts.running), "needed": seats + more},
            facts.book.source("recommend.surplus"),
            "recommend.surplus",
        )


def somebody_is_recommended(facts: Facts) -> Iterator[Objection]:
    if not facts.examinees:
        yield Objection("nobody-chosen", _("Choose who goes to the inspection."), facts.book.source(HELD), HELD)
    for one in facts.examinees:
        if one.meeting_votes is None:
            yield Objection(
                "votes-missing", _("%(name)s: no votes recorded.") % {"name": one.name}, facts.book.source(HELD), HELD
            )


def votes_are_borne_in_mind(facts: Facts) -> Iterator[Objection]:
    """Votes decide nothing alone; that somebody with fewer of them goes on before somebody with more is said."""
    left_out = [(*_votes(one), one) for one in facts.running if not one.examinee and one.meeting_votes is not None]
    for one in facts.examinees:
        votes, named = _votes(one)
        ahead = [row for row in left_out if row[0] > votes and row[1] >= named]
        if one.meeting_votes is not None and ahead:
            more, _named, most = max(ahead, key=lambda row: row[0])
            yield Objection(
                "fewer-votes",
                _("%(name)s (%(votes)d votes in the meeting) goes to the inspection, %(other)s (%(more)d) does not.")
                % {"name": one.name, "votes": votes, "other": most.name, "more": more},
                facts.book.source(VOTES_BORNE),
                VOTES_BORNE,
            )


def _votes(one: Candidate) -> tuple[int, int]:
    return one.meeting_votes or 0, one.talk_votes or 0


def the_recommended_may_stand(facts: Facts) -> Iterator[Objection]:
    for one in facts.examinees:
        yield from eligibility.check(one, facts)


# --- inspection ---------------------------------------------------------------------------------
def must_names() -> dict[str, str]:
    """The four musts (凡提四必) in the reader's language."""
    return {
        "file": _("review of the personnel file"),
        "report": _("check of the personal-matters report"),
        "discipline": _("opinion of discipline and supervision"),
        "petitions": _("check of petitions"),
    }


def everybody_is_inspected(facts: Facts) -> Iterator[Objection]:
    for one in facts.examinees:
        page = reverse("selection:inspection_record", args=[one.pk])
        yield from (replace(objection, url=page) for objection in _is_inspected(one, facts))


def _is_inspected(one: Candidate, facts: Facts) -> Iterator[Objection]:
    if one.examination is None:
        text = _("%(name)s: record the inspection.") % {"name": one.name}
        yield Objection("inspection-missing", text, facts.book.source(ORDER), ORDER)
    else:
        yield from _inspection_is_complete(one.name, one.examination, facts)


def _inspection_is_complete(name: str, found: Examination, facts: Facts) -> Iterator[Objection]:
    team = facts.book.number(TEAM)
    if len({person.strip() for person in found.team if person.strip()}) < team:
        yield Objection(
            "team-too-small",
            _("%(name)s: the team needs at least %(number)d persons.") % {"name": name, "number": team},
            facts.book.source(TEAM),
            TEAM,
        )
    for key in facts.edition.musts:
        done, paper = found.musts[key]
        if done is None or not (paper.strip() or key in found.scanned):
            yield Objection(
                f"must-{key}",
                _("%(name)s: %(must)s lacks its day or paper.") % {"name": name, "must": must_names()[key]},
                facts.book.source("inspect.musts"),
                "inspect.musts",
            )
    yield from _checks_are_recent(name, found, facts)
    secretary, discipline = found.signed_by_secretary.strip(), found.signed_by_discipline.strip()
    if not secretary or not discipline or secretary == discipline:
        yield Objection(
            "two-signatures",
            _("%(name)s: the integrity opinion is signed by the secretary and by the discipline secretary.")
            % {"name": name},
            facts.book.source(SIGNATURES),
            SIGNATURES,
        )
    if facts.recommendation and found.began_on < facts.recommendation.held_on:
        yield Objection(
            "inspected-early",
            _("%(name)s: inspected before the recommendation.") % {"name": name},
            facts.book.source(ORDER),
            ORDER,
        )


def _checks_are_recent(name: str, found: Examination, facts: Facts) -> Iterator[Objection]:
    months = facts.book.number(CHECKS_VALID)
    for key in facts.edition.musts:
        done, _paper = found.musts[key]
        if done is not None and add_months(done, months) < found.ended_on:
            yield Objection(
                f"old-{key}",
                _("%(name)s: %(must)s dates from %(day)s, more than %(months)d months before the inspection ended.")
                % {"name": name, "must": must_names()[key], "day": date_format(done), "months": months},
                facts.book.source(CHECKS_VALID),
                CHECKS_VALID,
            )


def somebody_is_fit(facts: Facts) -> Iterator[Objection]:
    """Said when all are inspected: before that nobody knows."""
    found = [one.examination for one in facts.examinees]
    if found and all(found) and not any(one.fit for one in found if one):
        yield Objection("nobody-fit", _("The inspection found nobody fit. Recommend again or abandon."))


# --- decision -----------------------------------------------------------------------------------
def recommendation_still_counts(facts: Facts) -> Iterator[Objection]:
    if facts.recommendation is None or facts.ballot is None:
        return
    last = add_months(facts.recommendation.held_on, facts.book.number("recommend.valid"))
    if facts.ballot.held_on > last:
        yield Objection(
            "recommendation-expired",
            _("The result of the recommendation was valid until %(day)s. Recommend again.")
            % {"day": date_format(last)},
            facts.book.source("recommend.valid"),
            "recommend.valid",
        )


def committee_has_voted(facts: Facts) -> Iterator[Objection]:
    meeting = facts.ballot
    if meeting is None:
        yield Objection("vote-missing", _("Enter the committee's vote."), facts.book.source(MAJORITY), MAJORITY)
        return
    if not meeting.secret:
        message = _("The vote was open; the county asks for a secret ballot.")
        yield Objection("not-secret", message, facts.book.source(VOTE), VOTE)
    if not voting.has_quorum(meeting, facts.edition):
        yield Objection(
            "decision-quorum",
            _("Present %(present)d of %(due)d; %(needed)d are needed. Convene the committee again.")
            % {
                "present": meeting.present,
                "due": meeting.due,
                "needed": voting.quorum(meeting.due, facts.edition.quorum),
            },
            facts.book.source("decision.quorum"),
            "decision.quorum",
        )
    ended = [c.examination.ended_on for c in facts.examinees if c.examination]
    if ended and meeting.held_on < max(ended):
        yield Objection(
            "vote-before-inspection",
            _("The committee met before the inspection was over."),
            facts.book.source(ORDER),
            ORDER,
        )


def somebody_has_the_majority(facts: Facts) -> Iterator[Objection]:
    meeting = facts.ballot
    if meeting is None or facts.direct:
        return
    if voting.outcome(facts.examinees, meeting, facts.edition) is None:
        best = max((c.tally.yes for c in facts.examinees if c.tally), default=0)
        yield Objection(
            "no-majority",
            _("Nobody alone has the majority: best result %(best)d, %(needed)d of %(due)d members due are needed.")
            % {"best": best, "needed": voting.needed(meeting.due, facts.edition.majority), "due": meeting.due},
            facts.book.source("decision.majority"),
            "decision.majority",
        )


def enough_stand_for_a_direct_vote(facts: Facts) -> Iterator[Objection]:
    """The committee lets more stand than there are seats; who of them is elected the members say."""
    if not facts.direct or facts.ballot is None:
        return
    seats, more = 1, facts.book.number(FINAL)
    if len(facts.let_stand) < seats + more:
        yield Objection(
            "too-few-let-stand",
            _("%(number)d have the majority; for a direct vote %(needed)d formal candidates are needed.")
            % {"number": len(facts.let_stand), "needed": seats + more},
            facts.book.source(FINAL),
            FINAL,
        )


def the_chosen_is_fit(facts: Facts) -> Iterator[Objection]:
    meeting = facts.ballot
    one = voting.outcome(facts.examinees, meeting, facts.edition) if meeting and not facts.direct else None
    for candidate in facts.let_stand if facts.direct else filter(None, (one,)):
        if candidate.examination is None or not candidate.examination.fit:
            yield Objection("found-unfit", _("%(name)s was found unfit by the inspection.") % {"name": candidate.name})
        yield from eligibility.check(candidate, facts)


def another_person_confirms(facts: Facts) -> Iterator[Objection]:
    if facts.ballot is not None and facts.ballot.entered_by == facts.actor:
        yield Objection("same-hands", _("Who entered the vote cannot confirm it. Ask a second person."))


# --- notice and appointment ---------------------------------------------------------------------
def notice_follows_decision(facts: Facts) -> Iterator[Objection]:
    begins = facts.appointment.notice_from
    if begins is None:
        yield Objection(
            "notice-day-missing", _("Set the first day of the public notice."), facts.book.source(ORDER), ORDER
        )
    elif facts.ballot is not None and begins < facts.ballot.held_on:
        yield Objection(
            "notice-before-decision",
            _("The public notice follows the committee's decision."),
            facts.book.source(ORDER),
            ORDER,
        )


def notice_began_on_paper(facts: Facts) -> Iterator[Objection]:
    if facts.appointment.late_by is not None:
        yield Objection("notice-not-late", _("The late entry has been recognized already."))
    elif facts.appointment.paper_until is None:
        yield Objection("notice-not-late", _("The notice counts from its first day: nothing is to be recognized."))


def notice_is_attached(facts: Facts) -> Iterator[Objection]:
    if not facts.appointment.has_notice:
        text = _("Attach the scanned notice with the days on which it hung.")
        yield Objection("notice-paper-missing", text, facts.book.source(RECORDED), RECORDED)


def another_person_recognizes(facts: Facts) -> Iterator[Objection]:
    if facts.actor == facts.appointment.published_by:
        text = _("Who recorded the notice cannot recognize it as a late entry. Ask a second person.")
        yield Objection("notice-publisher", text, facts.book.source(RECORDED), RECORDED)


def notice_is_over(facts: Facts) -> Iterator[Objection]:
    last = facts.appointment.notice_until
    if last is None or facts.today <= last:
        yield Objection(
            "notice-running",
            _("The public notice runs until the end of %(day)s.") % {"day": date_format(last) if last else "–"},
            facts.book.source("notice.days"),
            "notice.days",
        )


def notice_days_are_known(facts: Facts) -> Iterator[Objection]:
    """A notice is not over for certain before the calendar of its days is approved."""
    if facts.appointment.notice_until is None or facts.appointment.notice_certain:
        return
    years = facts.appointment.notice_unknown
    if years:
        message = _(
            "The end of the public notice is not certain: the holidays of %(years)s are not known yet. "
            "Staff enter that year's calendar and a department leader approves it; the end is then computed again."
        ) % {"years": joined(years)}
    else:
        message = _("The holidays are known by now and the notice is computed again in the coming night.")
    url = reverse("cadres:calendar_year", args=[years[0]]) if years else ""
    yield Objection("notice-uncertain", message, facts.book.source("notice.certain"), "notice.certain", url)


def complaints_are_settled(facts: Facts) -> Iterator[Objection]:
    if facts.appointment.complaints_unsettled:
        yield Objection(
            "complaint-open",
            _("Objections received and not settled: %(number)d.") % {"number": facts.appointment.complaints_unsettled},
        )
    if facts.appointment.complaints_upheld:
        yield Objection("complaint-upheld", _("An objection was upheld. Abandon the election."))


def assembly_has_elected(facts: Facts) -> Iterator[Objection]:
    if facts.result is None or facts.elected is None:
        text = _("No electing assembly has declared a result.")
        yield Objection("no-result", text, facts.book.source(ELECTS), ELECTS)


def who_must_be_elected_is(facts: Facts) -> Iterator[Objection]:
    """The committee recommends a head, and the congress elects; a direct vote is the members' own."""
    if facts.electorate is None or facts.appointment.elected_on is not None:
        return
    if facts.seat.by_congress:
        text = _("A head of government is elected by the people's congress. Convene it and declare its result.")
        yield Objection("not-elected", text, facts.book.source(ELECTS), ELECTS)
    else:
        text = _("The members have the vote. Convene their assembly and declare its result.")
        yield Objection("not-elected", text, facts.book.source(APPROVAL), APPROVAL)


def superior_has_approved_the_result(facts: Facts) -> Iterator[Objection]:
    if facts.direct and facts.appointment.elected_on is not None and not (facts.result and facts.result.approved):
        text = _("Attach the superior's approval of the result to the assembly.")
        yield Objection("result-not-approved", text, facts.book.source(RESULT_APPROVED), RESULT_APPROVED)


def start_is_the_day_of_the_election(facts: Facts) -> Iterator[Objection]:
    starts, elected = facts.appointment.starts_on, facts.appointment.elected_on
    if starts is not None and elected is not None and starts != elected:
        text = _("The tenure of who is elected counts from the day of the election, %(day)s.")
        yield Objection(
            "start-not-of-the-election", text % {"day": date_format(elected)}, facts.book.source(START), START
        )


def talk_is_held(facts: Facts) -> Iterator[Objection]:
    talk = facts.appointment.talk_on
    if talk is None:
        message = _("Record the day of the talk with the appointee.")
        yield Objection("talk-missing", message, facts.book.source(TALK), TALK)
    elif talk > facts.today:
        yield Objection("talk-in-future", _("The talk is still to be held."))


def start_is_lawful(facts: Facts) -> Iterator[Objection]:
    """The tenure counts from the decision at the earliest, and is not started ahead of time."""
    starts = facts.appointment.starts_on
    if starts is None:
        message = _("Set the first day of the tenure.")
        yield Objection("start-missing", message, facts.book.source(START), START)
    elif facts.ballot is not None and starts < facts.ballot.held_on:
        yield Objection(
            "start-before-decision",
            _("The tenure counts from the committee's decision at the earliest."),
            facts.book.source(START),
            START,
        )
    elif starts > facts.today:
        yield Objection("start-in-future", _("Appoint on the first day of the tenure, not before."))


def start_is_not_late(facts: Facts) -> Iterator[Objection]:
    """Elected posts count from their election, whose day the committee's decision does not know."""
    starts, meeting = facts.appointment.starts_on, facts.ballot
    if (
        starts is not None
        and meeting is not None
        and not (facts.seat.elected or facts.electorate)
        and starts > meeting.held_on
    ):
        yield Objection(
            "start-after-decision",
            _("The tenure counts from the committee's decision on %(decided)s; set down is %(day)s.")
            % {"decided": date_format(meeting.held_on), "day": date_format(starts)},
            facts.book.source(LATE_START),
            LATE_START,
        )


def another_leader_appoints(facts: Facts) -> Iterator[Objection]:
    if facts.actor == facts.opened_by:
        yield Objection("opened-by-same", _("Who opened the election cannot appoint. Ask another leader."))
    if facts.actor == facts.appointment.decided_by:
        text = _("Who confirmed the vote cannot appoint. Ask another leader.")
        yield Objection("decided-by-same", text, facts.book.source(TWO_LEADERS), TWO_LEADERS)
    if facts.actor == facts.appointment.elected_by:
        text = _("Who declared the result of the assembly cannot appoint. Ask another leader.")
        yield Objection("declared-by-same", text, facts.book.source(TWO_LEADERS), TWO_LEADERS)
    if facts.actor == facts.appointment.late_by:
        text = _("Who recognized the late entry cannot appoint. Ask another leader.")
        yield Objection("recognized-by-same", text, facts.book.source(TWO_LEADERS), TWO_LEADERS)


def still_may_stand(facts: Facts) -> Iterator[Objection]:
    """Not asked of whom a congress has elected on the nomination of its own deputies: it has spoken."""
    if facts.chosen is not None and facts.chosen.path != Path.ASSEMBLY:
        yield from eligibility.check(facts.chosen, facts)


def one_shoulder_only_in_pilot(facts: Facts) -> Iterator[Objection]:
    """What is to be kept in this township must go with the new post from its first day; what is elsewhere ends."""
    if facts.chosen is None or not facts.appointment.keeps_other_post:
        return
    wanted = Holding(facts.seat.kind, facts.seat.division, Span(facts.appointment.starts_on or facts.today))
    for held in facts.chosen.now_held:
        if held.division == facts.seat.division:
            objection = against_both(held.as_holding, wanted, facts.seat.pilots)
            if objection is not None:
                yield objection


def terms_are_served_out(facts: Facts) -> Iterator[Objection]:
    """A main post elsewhere is left before its term ends only in special circumstances, on record."""
    if facts.chosen is None or facts.appointment.starts_on is None:
        return
    for held in facts.chosen.now_held:
        leaves = must_end(held, facts.seat, keeps_other_post=facts.appointment.keeps_other_post)
        main = held.kind in MAIN_POSTS
        if leaves and main and held.term_ends and held.term_ends > facts.appointment.starts_on:
            yield Objection(
                "term-not-served",
                _("%(name)s would leave %(post)s before its term ends on %(day)s. Record the special circumstances.")
                % {"name": facts.chosen.name, "post": held.post_name, "day": date_format(held.term_ends)},
                facts.book.source("term.stable"),
                "term.stable",
            )
