"""What a move of an election lacks, guard by guard. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.rules import PilotPeriod, Span
from selection.elections.rules import procedure
from selection.elections.rules.dossier import Appointment, Meeting, Tally
from tests.support.dossiers import EDITION, EXAMINED, OTHER, TODAY, TOWNSHIP, ballot, candidate, codes, facts, held


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"team": ("李",)}, "team-too-small"),
        ({"team": ("李", " 李 ")}, "team-too-small"),
        ({"signed_by_discipline": ""}, "two-signatures"),
        ({"signed_by_discipline": "赵"}, "two-signatures"),
        *(
            ({"musts": {**EXAMINED.musts, key: gap}}, f"must-{key}")
            for key in EDITION.musts
            for gap in ((None, "1"), (date(2026, 10, 21), " "))
        ),
    ],
)
def test_inspection_lacks_one_thing(change, code):
    one = candidate(examination=replace(EXAMINED, **change))
    assert codes(procedure.everybody_is_inspected(facts(candidates=(one,)))) == [code]


def test_inspection_missing_early_or_without_anybody_fit():
    assert codes(procedure.everybody_is_inspected(facts())) == ["inspection-missing"]
    meeting = Meeting(held_on=date(2026, 10, 22), due=3, present=3)
    early = facts(candidates=(candidate(examination=EXAMINED),), recommendation=meeting)
    assert codes(procedure.everybody_is_inspected(early)) == ["inspected-early"]
    unfit = facts(candidates=(candidate(examination=replace(EXAMINED, fit=False)),))
    assert codes(procedure.somebody_is_fit(unfit)) == ["nobody-fit"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"announcement": " "}, ["announcement-missing"]),
        ({"conditions": ""}, ["conditions-missing"]),
        ({"registration_to": None}, ["registration-dates-missing"]),
        ({"announced_on": date(2026, 10, 2)}, ["announced-too-late"]),
        ({"announced_on": date(2026, 11, 24), "registration_from": date(2026, 12, 1)}, ["announced-in-future"]),
        ({}, []),
    ],
)
def test_announcement(change, expected):
    known = facts()
    assert codes(procedure.announcement_is_complete(replace(known, plan=replace(known.plan, **change)))) == expected


def test_direct_vote_needs_the_superiors_paper():
    known = facts()
    direct = replace(known.plan, direct_vote=True)
    assert codes(procedure.direct_vote_is_approved(replace(known, plan=direct))) == ["approval-missing"]
    approved = replace(direct, approval_document="省委组织部 2026-3")
    assert codes(procedure.direct_vote_is_approved(replace(known, plan=approved))) == []


def test_recommendation_guards():
    assert codes(procedure.recommendation_is_held(facts())) == ["recommendation-missing"]
    meeting = Meeting(held_on=date(2026, 10, 8), due=9, present=5)
    found = codes(procedure.recommendation_is_held(facts(recommendation=meeting)))
    assert found == ["talks-missing", "recommendation-quorum", "meeting-before-close"]
    assert codes(procedure.more_names_than_seats(facts())) == ["too-few-names"]
    assert codes(procedure.somebody_is_recommended(facts())) == ["votes-missing"]
    nobody = facts(candidates=(candidate(examinee=False),))
    assert codes(procedure.somebody_is_recommended(nobody)) == ["nobody-chosen"]


def test_recommendation_counts_for_one_year():
    meeting = Meeting(held_on=date(2025, 11, 1), due=3, present=3)
    valid = facts(recommendation=meeting, ballot=ballot())
    assert codes(procedure.recommendation_still_counts(valid)) == []
    stale = replace(valid, recommendation=replace(meeting, held_on=date(2025, 10, 31)))
    assert codes(procedure.recommendation_still_counts(stale)) == ["recommendation-expired"]
    assert codes(procedure.recommendation_still_counts(facts())) == []


def test_decision_guards():
    assert codes(procedure.committee_has_voted(facts())) == ["vote-missing"]
    assert codes(procedure.somebody_has_the_majority(facts())) == []
    assert codes(procedure.the_chosen_is_fit(facts())) == []
    one = candidate(examination=replace(EXAMINED, ended_on=date(2026, 11, 2)), tally=Tally(3, 0, 1))
    known = facts(candidates=(one,), ballot=ballot(present=4, secret=False))
    assert codes(procedure.committee_has_voted(known)) == ["not-secret", "decision-quorum", "vote-before-inspection"]
    assert codes(procedure.somebody_has_the_majority(known)) == ["no-majority"]
    unfit = candidate(examination=replace(EXAMINED, fit=False), tally=Tally(7, 0, 0), growth_place=TOWNSHIP)
    found = codes(procedure.the_chosen_is_fit(facts(candidates=(unfit,), ballot=ballot())))
    assert found == ["found-unfit", "grew-up-there"]
    assert codes(procedure.another_person_confirms(facts(ballot=ballot()))) == []
    assert codes(procedure.another_person_confirms(facts(ballot=ballot(), actor=1))) == ["same-hands"]


def test_notice_guards():
    assert codes(procedure.notice_follows_decision(facts())) == ["notice-day-missing"]
    early = facts(ballot=ballot(), appointment=Appointment(notice_from=date(2026, 10, 31)))
    assert codes(procedure.notice_follows_decision(early)) == ["notice-before-decision"]
    assert codes(procedure.notice_is_over(facts())) == ["notice-running"]
    last_day = facts(appointment=Appointment(notice_until=TODAY))
    assert codes(procedure.notice_is_over(last_day)) == ["notice-running"]
    over = facts(appointment=Appointment(notice_until=TODAY - timedelta(days=1)))
    assert codes(procedure.notice_is_over(over)) == []
    known = Appointment(notice_from=TODAY, notice_until=TODAY, notice_certain=True)
    assert codes(procedure.notice_days_are_known(facts(appointment=known))) == []
    assert codes(procedure.notice_days_are_known(facts())) == []
    unknown = facts(appointment=replace(known, notice_certain=False, notice_unknown=(2027, 2028)))
    (refusal,) = procedure.notice_days_are_known(unknown)
    assert (refusal.code, refusal.rule) == ("notice-uncertain", "notice.certain")
    assert refusal.url == "/working-days/2027/"
    assert "2027, 2028" in refusal.message
    assert "department leader" in refusal.message
    waiting = facts(appointment=replace(known, notice_certain=False))
    assert codes(procedure.notice_days_are_known(waiting)) == ["notice-uncertain"]
    objected = facts(appointment=Appointment(complaints_unsettled=1, complaints_upheld=1))
    assert codes(procedure.complaints_are_settled(objected)) == ["complaint-open", "complaint-upheld"]


def test_appointment_guards():
    assert codes(procedure.talk_is_held(facts())) == ["talk-missing"]
    assert codes(procedure.start_is_lawful(facts())) == ["start-missing"]
    tomorrow = TODAY + timedelta(days=1)
    ahead = facts(ballot=ballot(), appointment=Appointment(talk_on=tomorrow, starts_on=tomorrow))
    assert codes(procedure.talk_is_held(ahead)) == ["talk-in-future"]
    assert codes(procedure.start_is_lawful(ahead)) == ["start-in-future"]
    early = facts(ballot=ballot(), appointment=Appointment(starts_on=date(2026, 10, 31)))
    assert codes(procedure.start_is_lawful(early)) == ["start-before-decision"]
    assert codes(procedure.another_leader_appoints(facts(actor=1))) == ["opened-by-same"]
    assert codes(procedure.still_may_stand(facts())) == []


def test_leaving_a_term_needs_special_circumstances():
    away = held(date(2023, 1, 1), post=2, division=OTHER, term_ends=date(2027, 4, 1))
    known = facts(candidates=(candidate(held=(away,)),), winner=1, appointment=Appointment(starts_on=TODAY))
    found = list(procedure.terms_are_served_out(known))
    assert [(o.code, o.rule) for o in found] == [("term-not-served", "term.stable")]
    served = replace(away, term_ends=TODAY)
    assert codes(procedure.terms_are_served_out(replace(known, candidates=(candidate(held=(served,)),)))) == []
    assert codes(procedure.terms_are_served_out(facts())) == []


def test_one_shoulder_only_in_a_pilot():
    head = held(date(2023, 1, 1), post=2, kind=PostKind.HEAD)
    both = Appointment(keeps_other_post=True)
    known = facts(candidates=(candidate(held=(head,)),), winner=1, appointment=both)
    assert codes(procedure.one_shoulder_only_in_pilot(known)) == ["one-shoulder"]
    declared = (PilotPeriod(TOWNSHIP, Span(date(2023, 1, 1))),)
    pilot = replace(known, seat=replace(known.seat, pilots=declared))
    assert codes(procedure.one_shoulder_only_in_pilot(pilot)) == []
    chair = replace(head, kind=PostKind.CONGRESS_CHAIR)
    as_head = replace(pilot, seat=replace(pilot.seat, kind=PostKind.HEAD), candidates=(candidate(held=(chair,)),))
    assert codes(procedure.one_shoulder_only_in_pilot(as_head)) == ["chair-not-head"]
    elsewhere = replace(known, candidates=(candidate(held=(replace(head, division=OTHER),)),))
    assert codes(procedure.one_shoulder_only_in_pilot(elsewhere)) == []
    assert codes(procedure.one_shoulder_only_in_pilot(facts())) == []


@pytest.mark.parametrize(
    ("day", "scanned", "expected"),
    [
        (TODAY, set(), ["must-file"]),
        (TODAY, {"report"}, ["must-file"]),
        (TODAY, {"file"}, []),
        (None, {"file"}, ["must-file"]),
    ],
)
def test_a_scan_counts_as_the_paper_of_a_must(day, scanned, expected):
    examined = replace(EXAMINED, musts={**EXAMINED.musts, "file": (day, "")}, scanned=frozenset(scanned))

    found = procedure.everybody_is_inspected(facts(candidates=(candidate(examination=examined),)))

    assert codes(found) == expected


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
    head = held(date(2023, 1, 1), post=2, kind=PostKind.HEAD)
    both = Appointment(keeps_other_post=True, starts_on=date(2026, 11, 23))
    known = facts(candidates=(candidate(held=(head,)),), winner=1, appointment=both)

    declared = replace(known, seat=replace(known.seat, pilots=(PilotPeriod(TOWNSHIP, pilot),)))

    assert codes(procedure.one_shoulder_only_in_pilot(declared)) == expected
