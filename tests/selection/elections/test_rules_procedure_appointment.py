"""Notice, talk and first day of the tenure, at, before and after the days they turn on. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.rules import PilotPeriod, Span
from cadres.shared.regulations.catalogue import Action
from selection.elections.choices import Electorate, Path
from selection.elections.rules import procedure
from selection.elections.rules.dossier import Appointment, Plan, Result, Seat, Tally
from tests.support.dossiers import OTHER, TODAY, TOWNSHIP, ballot, candidate, codes, facts, held
from tests.support.objections import messages

DAY = timedelta(days=1)
DECIDED = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        (None, ["notice-day-missing"]),
        (DECIDED - DAY, ["notice-before-decision"]),
        (DECIDED, []),
        (DECIDED + DAY, []),
    ],
)
def test_the_notice_follows_the_decision(begins, expected):
    known = facts(ballot=ballot(), appointment=Appointment(notice_from=begins))
    assert codes(procedure.notice_follows_decision(known)) == expected
    undecided = [code for code in expected if code == "notice-day-missing"]
    assert codes(procedure.notice_follows_decision(replace(known, ballot=None))) == undecided


@pytest.mark.parametrize(
    ("last", "shown"),
    [(None, "–"), (TODAY + DAY, "24 Nov 2026"), (TODAY, "23 Nov 2026"), (TODAY - DAY, "")],
)
def test_the_notice_runs_to_the_end_of_its_last_day(last, shown):
    known = facts(appointment=Appointment(notice_until=last))
    assert codes(procedure.notice_is_over(known)) == (["notice-running"] if shown else [])
    said = f"The public notice runs until the end of {shown}."
    assert messages(procedure.notice_is_over(known)) == ([said] if shown else [])


@pytest.mark.parametrize(
    ("last", "certain", "years", "expected"),
    [
        (None, True, (), []),
        (None, False, (2027,), []),
        (TODAY, True, (), []),
        (TODAY, True, (2027,), []),
        (TODAY, False, (), [""]),
        (TODAY, False, (2027,), ["/working-days/2027/"]),
        (TODAY, False, (2026, 2027), ["/working-days/2026/"]),
    ],
)
def test_an_uncertain_notice_leads_to_the_first_calendar_missing(last, certain, years, expected):
    known = facts(appointment=Appointment(notice_until=last, notice_certain=certain, notice_unknown=years))
    assert codes(procedure.notice_days_are_known(known)) == ["notice-uncertain"] * len(expected)
    assert [one.url for one in procedure.notice_days_are_known(known)] == expected
    for said in messages(procedure.notice_days_are_known(known)):
        who = "a department leader approves it" if years else "again in the coming night"
        assert who in said
        assert ", ".join(map(str, years)) in said


@pytest.mark.parametrize(
    ("unsettled", "upheld", "expected"),
    [
        (0, 0, []),
        (1, 0, ["complaint-open"]),
        (0, 1, ["complaint-upheld"]),
        (3, 2, ["complaint-open", "complaint-upheld"]),
    ],
)
def test_complaints_are_settled(unsettled, upheld, expected):
    known = facts(appointment=Appointment(complaints_unsettled=unsettled, complaints_upheld=upheld))
    assert codes(procedure.complaints_are_settled(known)) == expected
    if unsettled:
        assert messages(procedure.complaints_are_settled(known))[0].endswith(f"not settled: {unsettled}.")


@pytest.mark.parametrize(
    ("day", "expected"),
    [(None, ["talk-missing"]), (TODAY - DAY, []), (TODAY, []), (TODAY + DAY, ["talk-in-future"])],
)
def test_the_talk_is_held_by_today(day, expected):
    assert codes(procedure.talk_is_held(facts(appointment=Appointment(talk_on=day)))) == expected


@pytest.mark.parametrize(
    ("starts", "decided", "expected"),
    [
        (None, DECIDED, ["start-missing"]),
        (DECIDED - DAY, DECIDED, ["start-before-decision"]),
        (DECIDED, DECIDED, []),
        (TODAY, DECIDED, []),
        (TODAY, TODAY, []),
        (TODAY + DAY, DECIDED, ["start-in-future"]),
        (TODAY + DAY, TODAY + 2 * DAY, ["start-before-decision"]),
        (DECIDED - DAY, None, []),
        (TODAY + DAY, None, ["start-in-future"]),
        (None, None, ["start-missing"]),
    ],
)
def test_the_first_day_lies_between_decision_and_today(starts, decided, expected):
    meeting = replace(ballot(), held_on=decided) if decided else None
    known = facts(ballot=meeting, appointment=Appointment(starts_on=starts))
    assert codes(procedure.start_is_lawful(known)) == expected


@pytest.mark.parametrize(("actor", "expected"), [(1, ["opened-by-same"]), (2, [])])
def test_who_opened_does_not_appoint(actor, expected):
    assert codes(procedure.another_leader_appoints(facts(actor=actor, opened_by=1))) == expected


@pytest.mark.parametrize(("winner", "expected"), [(None, []), (1, ["grew-up-there"]), (2, [])])
def test_only_the_chosen_must_still_be_eligible(winner, expected):
    people = (candidate(pk=1, growth_place=TOWNSHIP), candidate(pk=2))
    assert codes(procedure.still_may_stand(facts(candidates=people, winner=winner))) == expected


HEAD = held(date(2023, 1, 1), post=2, kind=PostKind.HEAD)
DEPUTY = held(date(2023, 1, 1), post=3, kind=PostKind.DEPUTY_SECRETARY)


@pytest.mark.parametrize(
    ("posts", "winner", "keeps", "expected"),
    [
        ((HEAD,), 1, True, ["one-shoulder"]),
        ((HEAD,), 1, False, []),
        ((HEAD,), None, True, []),
        ((HEAD,), None, False, []),
        ((), 1, True, []),
        ((DEPUTY,), 1, True, []),
        ((DEPUTY, HEAD), 1, True, ["one-shoulder"]),
        ((replace(HEAD, division=OTHER), HEAD), 1, True, ["one-shoulder"]),
        ((replace(HEAD, division=OTHER),), 1, True, []),
        ((replace(HEAD, until=TODAY + DAY),), 1, True, []),
    ],
)
def test_what_is_kept_here_goes_with_the_new_post(posts, winner, keeps, expected):
    known = facts(candidates=(candidate(held=posts),), winner=winner, appointment=Appointment(keeps_other_post=keeps))
    assert codes(procedure.one_shoulder_only_in_pilot(known)) == expected


def test_one_shoulder_only_in_a_pilot():
    both = Appointment(keeps_other_post=True)
    known = facts(candidates=(candidate(held=(HEAD,)),), winner=1, appointment=both)
    assert codes(procedure.one_shoulder_only_in_pilot(known)) == ["one-shoulder"]
    declared = (PilotPeriod(TOWNSHIP, Span(date(2023, 1, 1))),)
    pilot = replace(known, seat=replace(known.seat, pilots=declared))
    assert codes(procedure.one_shoulder_only_in_pilot(pilot)) == []
    chair = replace(HEAD, kind=PostKind.CONGRESS_CHAIR)
    as_head = replace(pilot, seat=replace(pilot.seat, kind=PostKind.HEAD), candidates=(candidate(held=(chair,)),))
    assert codes(procedure.one_shoulder_only_in_pilot(as_head)) == ["chair-not-head"]
    elsewhere = replace(known, candidates=(candidate(held=(replace(HEAD, division=OTHER),)),))
    assert codes(procedure.one_shoulder_only_in_pilot(elsewhere)) == []
    assert codes(procedure.one_shoulder_only_in_pilot(facts())) == []


@pytest.mark.parametrize(
    ("pilot", "expected"),
    [
        (Span(date(2026, 11, 22)), []),
        (Span(date(2026, 11, 23)), []),
        (Span(date(2026, 11, 24)), ["one-shoulder"]),
        (Span(date(2023, 1, 1), date(2036, 1, 1)), ["one-shoulder"]),  # the posts have no end, the pilot has
    ],
)
def test_the_pilot_covers_both_posts_from_the_first_day_on(pilot, expected):
    both = Appointment(keeps_other_post=True, starts_on=date(2026, 11, 23))
    known = facts(candidates=(candidate(held=(HEAD,)),), winner=1, appointment=both)

    declared = replace(known, seat=replace(known.seat, pilots=(PilotPeriod(TOWNSHIP, pilot),)))

    assert codes(procedure.one_shoulder_only_in_pilot(declared)) == expected


@pytest.mark.parametrize(
    ("since", "starts", "expected"),
    [
        (TODAY, None, []),
        (TODAY + DAY, None, ["one-shoulder"]),
        (TODAY, TODAY - DAY, ["one-shoulder"]),
        (TODAY - DAY, TODAY - DAY, []),
    ],
)
def test_without_a_first_day_the_pilot_must_cover_today(since, starts, expected):
    known = facts(
        candidates=(candidate(held=(HEAD,)),),
        winner=1,
        appointment=Appointment(keeps_other_post=True, starts_on=starts),
    )
    seat = replace(known.seat, pilots=(PilotPeriod(TOWNSHIP, Span(since)),))
    assert codes(procedure.one_shoulder_only_in_pilot(replace(known, seat=seat))) == expected


AWAY = held(date(2023, 1, 1), post=2, post_name="他镇书记", division=OTHER, term_ends=TODAY + DAY)


@pytest.mark.parametrize(
    ("posts", "change", "expected"),
    [
        ((AWAY,), {}, 1),
        ((AWAY,), {"winner": None}, 0),
        ((AWAY,), {"appointment": Appointment()}, 0),
        ((AWAY,), {"winner": None, "appointment": Appointment()}, 0),
        ((replace(AWAY, term_ends=TODAY),), {}, 0),
        ((replace(AWAY, term_ends=TODAY - DAY),), {}, 0),
        ((replace(AWAY, term_ends=None),), {}, 0),
        ((replace(AWAY, kind=PostKind.DEPUTY_HEAD),), {}, 0),
        ((replace(AWAY, kind=PostKind.CONGRESS_CHAIR),), {}, 0),  # ends, but is no main post
        ((replace(AWAY, kind=PostKind.HEAD, division=TOWNSHIP),), {}, 1),
        (
            (replace(AWAY, kind=PostKind.HEAD, division=TOWNSHIP),),
            {"appointment": Appointment(starts_on=TODAY, keeps_other_post=True)},
            0,
        ),
        ((AWAY,), {"appointment": Appointment(starts_on=TODAY, keeps_other_post=True)}, 1),
        ((AWAY,), {"appointment": Appointment(starts_on=TODAY + DAY)}, 0),
        ((replace(AWAY, post=1),), {}, 0),  # the very post
        ((replace(AWAY, until=TODAY + DAY),), {}, 0),
        ((DEPUTY, AWAY), {}, 1),
        ((AWAY, replace(AWAY, post=3, kind=PostKind.HEAD)), {}, 2),
    ],
)
def test_a_main_post_left_before_its_term_ends(posts, change, expected):
    valid = {"candidates": (candidate(held=posts),), "winner": 1, "appointment": Appointment(starts_on=TODAY)}
    known = facts(**{**valid, **change})
    assert codes(procedure.terms_are_served_out(known)) == ["term-not-served"] * expected


def test_the_clerk_reads_who_leaves_which_term():
    known = facts(candidates=(candidate(name="张", held=(AWAY,)),), winner=1, appointment=Appointment(starts_on=TODAY))
    (said,) = messages(procedure.terms_are_served_out(known))
    assert said.startswith("张 would leave 他镇书记 before its term ends on 24 Nov 2026.")


@pytest.mark.parametrize(
    ("starts", "elected", "expected"),
    [
        (date(2026, 10, 31), False, []),
        (date(2026, 11, 1), False, []),
        (date(2026, 11, 2), False, ["start-after-decision"]),
        (date(2026, 11, 2), True, []),
        (None, False, []),
    ],
)
def test_a_start_after_the_decision_is_said_of_posts_not_elected(starts, elected, expected):
    seat = replace(facts().seat, elected=elected)
    known = facts(seat=seat, ballot=ballot(), appointment=Appointment(starts_on=starts))
    assert codes(procedure.start_is_not_late(known)) == expected
    assert codes(procedure.start_is_not_late(replace(known, ballot=None))) == []


def test_the_clerk_reads_both_days():
    known = facts(ballot=ballot(), appointment=Appointment(starts_on=date(2026, 11, 20)))
    (found,) = procedure.start_is_not_late(known)
    assert found.message == "The tenure counts from the committee's decision on 1 Nov 2026; set down is 20 Nov 2026."
    assert facts().book.action(found.rule) == Action.REMIND


# --- who must be elected is -----------------------------------------------------------------------------

BY_CONGRESS = Seat(post=1, name="某镇镇长", kind=PostKind.HEAD, division=TOWNSHIP, by_congress=True)
DIRECT = Plan("text", "conditions", date(2026, 10, 1), date(2026, 10, 8), date(2026, 9, 30), True, "批复")
ELECTED = Appointment(elected_on=date(2026, 11, 20), elected_by=7)
RESULT = Result(cadre=1, held_on=date(2026, 11, 20))


def test_a_secretary_needs_no_assembly():
    assert facts().electorate is None
    assert codes(procedure.who_must_be_elected_is(facts())) == []


@pytest.mark.parametrize(
    ("changes", "electorate", "expected"),
    [
        ({"seat": BY_CONGRESS}, Electorate.CONGRESS, ["not-elected"]),
        ({"seat": BY_CONGRESS, "appointment": ELECTED}, Electorate.CONGRESS, []),
        ({"plan": DIRECT}, Electorate.MEMBERS, ["not-elected"]),
        ({"plan": DIRECT, "appointment": ELECTED}, Electorate.MEMBERS, []),
    ],
)
def test_who_must_be_elected_is(changes, electorate, expected):
    known = facts(**changes)
    assert known.electorate == electorate
    assert codes(procedure.who_must_be_elected_is(known)) == expected


@pytest.mark.parametrize(
    ("result", "expected"), [(None, ["no-result"]), (RESULT, []), (replace(RESULT, cadre=9), ["no-result"])]
)
def test_a_result_is_of_somebody_on_record(result, expected):
    assert codes(procedure.assembly_has_elected(facts(seat=BY_CONGRESS, result=result))) == expected


@pytest.mark.parametrize(
    ("plan", "appointment", "result", "expected"),
    [
        (DIRECT, ELECTED, RESULT, ["result-not-approved"]),
        (DIRECT, ELECTED, replace(RESULT, approved=True), []),
        (DIRECT, ELECTED, None, ["result-not-approved"]),
        (DIRECT, Appointment(), None, []),
        (replace(DIRECT, direct_vote=False), ELECTED, RESULT, []),
    ],
)
def test_the_superior_approves_a_direct_vote(plan, appointment, result, expected):
    known = facts(plan=plan, appointment=appointment, result=result)
    assert codes(procedure.superior_has_approved_the_result(known)) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(19, ["start-not-of-the-election"]), (20, []), (21, ["start-not-of-the-election"])]
)
def test_who_is_elected_begins_on_the_day_of_the_election(day, expected):
    known = facts(seat=BY_CONGRESS, appointment=replace(ELECTED, starts_on=date(2026, 11, day)))
    assert codes(procedure.start_is_the_day_of_the_election(known)) == expected


def test_without_election_any_lawful_day():
    known = facts(appointment=Appointment(starts_on=date(2026, 11, 21)))
    assert codes(procedure.start_is_the_day_of_the_election(known)) == []


@pytest.mark.parametrize(("actor", "expected"), [(7, ["declared-by-same"]), (8, [])])
def test_who_declared_the_result_does_not_appoint(actor, expected):
    assert codes(procedure.another_leader_appoints(facts(actor=actor, appointment=ELECTED))) == expected


def test_a_head_is_not_for_the_members_to_elect():
    assert codes(procedure.direct_vote_is_approved(facts(seat=BY_CONGRESS, plan=DIRECT))) == ["direct-vote-of-a-head"]
    assert codes(procedure.direct_vote_is_approved(facts(plan=DIRECT))) == []


@pytest.mark.parametrize(
    ("votes", "expected"),
    [((4, 3), ["too-few-let-stand"]), ((4, 4), []), ((4, 4, 4), []), ((3, 3), ["too-few-let-stand"])],
)
def test_the_members_have_a_choice(votes, expected):
    people = tuple(candidate(pk=number, tally=Tally(yes, 7 - yes, 0)) for number, yes in enumerate(votes))
    known = facts(plan=DIRECT, candidates=people, ballot=ballot())
    assert codes(procedure.enough_stand_for_a_direct_vote(known)) == expected
    assert [one.pk for one in known.let_stand] == [number for number, yes in enumerate(votes) if yes > 3]
    assert (
        codes(procedure.enough_stand_for_a_direct_vote(replace(known, plan=replace(DIRECT, direct_vote=False)))) == []
    )
    assert codes(procedure.enough_stand_for_a_direct_vote(replace(known, ballot=None))) == []


def test_whom_the_deputies_brought_in_is_not_asked_again():
    weak = {"serving": False}
    own = candidate(path=Path.ASSEMBLY, **weak)
    assert codes(procedure.still_may_stand(facts(candidates=(own,), winner=1))) == []
    assert codes(procedure.still_may_stand(facts(candidates=(candidate(**weak),), winner=1))) == ["not-serving"]
