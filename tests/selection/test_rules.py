"""The rules around their thresholds. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cadres.choices import AnnualGrade, Grade, PoliticalStatus, PostKind
from cadres.rules import add_months
from cadres.shared.lawbook import RULES, Action
from selection.elections.choices import Path
from selection.elections.regulations import EDITIONS, edition_on
from selection.elections.rules import eligibility, procedure, voting
from selection.elections.rules.breadth import breadth
from selection.elections.rules.dossier import (
    Appointment,
    Candidate,
    Examination,
    Facts,
    Held,
    Meeting,
    Plan,
    Seat,
    Tally,
    must_end,
)
from selection.tenure.choices import Kind
from selection.tenure.rules import Holding, Settings, findings
from selection.vacancies import rules as vacancies

TODAY = date(2026, 11, 23)
EDITION = EDITIONS[0]
TOWNSHIP, OTHER = "511923100000", "511923200000"


class Book:
    """The national defaults, with some changed."""

    def __init__(self, **actions: Action):
        self.actions = actions

    def number(self, key: str) -> int:
        return int(RULES[key].value)

    def action(self, key: str) -> Action:
        return self.actions.get(key.replace(".", "_"), RULES[key].action)


def candidate(**changes) -> Candidate:
    valid = {
        "pk": 1,
        "cadre": 1,
        "name": "测试",
        "path": Path.SELF,
        "supporters": 0,
        "examinee": True,
        "withdrawn": False,
        "political_status": PoliticalStatus.MEMBER,
        "joined_party_on": date(2003, 1, 1),
        "grade": Grade.SECTION_DEPUTY,
        "grade_since": date(2018, 5, 1),
        "township_since": date(2018, 5, 1),
        "growth_place": "",
    }
    return Candidate(**{**valid, **changes})


def facts(**changes) -> Facts:
    valid = {
        "today": TODAY,
        "book": Book(),
        "edition": EDITION,
        "actor": 2,
        "opened_by": 1,
        "seat": Seat(post=1, name="某镇书记", kind=PostKind.SECRETARY, division=TOWNSHIP),
        "plan": Plan("text", "conditions", date(2026, 10, 1), date(2026, 10, 8), date(2026, 9, 30), False, ""),
        "candidates": (candidate(),),
    }
    return Facts(**{**valid, **changes})


def codes(objections) -> list[str]:
    with translation.override("en"):
        return [o.code for o in objections]


def ballot(due=7, present=7, **changes) -> Meeting:
    return Meeting(held_on=date(2026, 11, 1), due=due, present=present, entered_by=1, **changes)


@pytest.mark.parametrize(("due", "quorum", "needed"), [(7, 5, 4), (9, 6, 5), (11, 8, 6)])
def test_worked_vote_numbers(due, quorum, needed):
    assert voting.quorum(due, EDITION.quorum) == quorum
    assert voting.needed(due, EDITION.majority) == needed


def test_three_of_five_present_of_seven_fails():
    meeting = ballot(due=7, present=5)
    assert voting.has_quorum(meeting, EDITION)
    assert voting.outcome([candidate(tally=Tally(3, 1, 1))], meeting, EDITION) is None
    assert voting.outcome([candidate(tally=Tally(4, 1, 0))], meeting, EDITION) is not None


@given(due=st.integers(1, 300), present=st.integers(0, 300), yes=st.integers(0, 300))
def test_quorum_and_majority_are_exact(due, present, yes):
    meeting = ballot(due=due, present=present)
    assert voting.has_quorum(meeting, EDITION) == (present * 3 >= due * 2)
    assert voting.has_quorum(meeting, EDITION) == (present >= voting.quorum(due, EDITION.quorum))
    assert voting.passes(yes, due, EDITION) == (yes * 2 > due)
    assert voting.passes(yes, due, EDITION) == (yes >= voting.needed(due, EDITION.majority))


@given(st.lists(st.integers(0, 7), min_size=1, max_size=5))
def test_outcome_is_the_one_with_most_votes_of_those_that_pass(votes):
    people = [candidate(pk=number, tally=Tally(yes, 7 - yes, 0)) for number, yes in enumerate(votes)]
    chosen = voting.outcome(people, ballot(), EDITION)
    best = max(votes)
    if best >= 4 and votes.count(best) == 1:
        assert chosen.tally.yes == best
    else:
        assert chosen is None


@given(days=st.integers(-40, 40))
def test_two_years_as_deputy_to_the_day(days):
    since = add_months(TODAY, -24) + timedelta(days=days)
    found = codes(eligibility.long_enough_as_deputy(candidate(grade_since=since), facts()))
    assert found == ([] if days <= 0 else ["too-short-as-deputy"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grade": Grade.STAFF}, "too-short-as-deputy"),
        ({"grade_since": None}, "too-short-as-deputy"),
        ({"township_since": date(2025, 1, 1)}, "no-township-experience"),
        ({"political_status": PoliticalStatus.PROBATIONARY}, "not-full-member"),
        ({"joined_party_on": date(2025, 1, 1)}, "short-party-age"),
        ({"last_result": AnnualGrade.BASIC, "last_result_year": 2025}, "weak-result"),
        ({"last_result": AnnualGrade.INCOMPETENT, "last_result_year": 2025}, "weak-result"),
        ({"sanctions": (("Demerit", date(2027, 1, 1)),)}, "sanction-in-effect"),
        ({"sanctions": (("Demerit", None),)}, "sanction-in-effect"),
        ({"growth_place": TOWNSHIP}, "grew-up-there"),
        ({"growth_place": OTHER}, "grew-up-in-county"),
    ],
)
def test_each_condition_objects_alone(change, code):
    assert codes(eligibility.check(candidate(**change), facts())) == [code]


def test_who_meets_all_conditions_has_no_objection():
    assert codes(eligibility.check(candidate(last_result=AnnualGrade.EXCELLENT), facts())) == []
    assert codes(eligibility.check(candidate(grade=Grade.SECTION_CHIEF, grade_since=None), facts())) == []
    assert codes(eligibility.check(candidate(growth_place="510100000000"), facts())) == []


def test_party_conditions_are_for_secretaries_only():
    head = facts(seat=Seat(post=1, name="某镇镇长", kind=PostKind.HEAD, division=TOWNSHIP))
    assert codes(eligibility.check(candidate(political_status=PoliticalStatus.MASSES), head)) == []


def test_exception_sets_aside_only_what_may_be_set_aside():
    grew = candidate(growth_place=TOWNSHIP, waived=("recuse.place_township",))
    assert codes(eligibility.check(grew, facts())) == []
    strict = facts(book=Book(recuse_place_township=Action.BLOCK))
    assert codes(eligibility.check(grew, strict)) == ["grew-up-there"]
    weak = candidate(last_result=AnnualGrade.BASIC, last_result_year=2025, waived=("qual.annual",))
    assert codes(eligibility.check(weak, facts())) == ["weak-result"]


TERMS = ((date(2016, 10, 1), date(2021, 10, 1)), (date(2021, 10, 1), date(2026, 10, 1)))


def held(since, until=None, **changes) -> Held:
    valid = {
        "tenure": 1,
        "post": 1,
        "post_name": "某镇书记",
        "kind": PostKind.SECRETARY,
        "division": TOWNSHIP,
        "term_ends": None,
    }
    return Held(since=since, until=until, **{**valid, **changes})


@pytest.mark.parametrize(
    ("tenures", "expected"),
    [
        ((held(date(2016, 10, 1)),), 2),
        ((held(date(2016, 10, 1), date(2021, 10, 1)), held(date(2021, 10, 1), date(2026, 10, 1))), 2),
        ((held(date(2017, 10, 1)),), 1),
        ((held(date(2016, 10, 1), date(2021, 10, 1)),), 0),
        ((held(date(2016, 10, 1), post=2),), 0),
        ((), 0),
    ],
)
def test_full_terms_in_this_post_without_a_break(tenures, expected):
    seat = Seat(post=1, name="某镇书记", kind=PostKind.SECRETARY, division=TOWNSHIP, terms=TERMS)
    assert eligibility.full_terms(candidate(held=tenures), facts(seat=seat)) == expected


def test_partial_term_counts_only_where_the_county_says_so():
    seat = Seat(post=1, name="某镇书记", kind=PostKind.SECRETARY, division=TOWNSHIP, terms=TERMS)
    one = candidate(held=(held(date(2018, 1, 1)),))
    assert codes(eligibility.check(one, facts(seat=seat))) == []
    partial = facts(seat=seat, book=Book(term_partial_as_full=Action.REMIND))
    assert codes(eligibility.check(one, partial)) == ["third-term"]


def test_posts_that_must_end():
    seat = Seat(post=1, name="", kind=PostKind.SECRETARY, division=TOWNSHIP)
    here, away = held(TODAY, post=2, kind=PostKind.HEAD), held(TODAY, post=2, kind=PostKind.HEAD, division=OTHER)
    assert must_end(here, seat, keeps_other_post=False)
    assert not must_end(here, seat, keeps_other_post=True)
    assert must_end(away, seat, keeps_other_post=True)
    assert must_end(held(TODAY, post=2, division=OTHER), seat, keeps_other_post=True)
    assert not must_end(held(TODAY, post=1), seat, keeps_other_post=False)
    assert not must_end(held(TODAY, date(2026, 12, 1), post=2), seat, keeps_other_post=False)
    assert not must_end(held(TODAY, post=2, kind=PostKind.DEPUTY_SECRETARY), seat, keeps_other_post=False)
    head = replace(seat, kind=PostKind.HEAD)
    assert must_end(held(TODAY, post=2, kind=PostKind.CONGRESS_CHAIR), head, keeps_other_post=True)
    assert not must_end(held(TODAY, post=2, kind=PostKind.CONGRESS_CHAIR), seat, keeps_other_post=False)


EXAMINED = Examination(
    began_on=date(2026, 10, 20),
    ended_on=date(2026, 10, 25),
    team=("李", "王"),
    musts={key: (date(2026, 10, 21), "1") for key in EDITION.musts},
    signed_by_secretary="赵",
    signed_by_discipline="钱",
    fit=True,
    conclusion="合格",
)


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
    pilot = replace(known, seat=replace(known.seat, pilot=True))
    assert codes(procedure.one_shoulder_only_in_pilot(pilot)) == []
    chair = replace(head, kind=PostKind.CONGRESS_CHAIR)
    as_head = replace(pilot, seat=replace(pilot.seat, kind=PostKind.HEAD), candidates=(candidate(held=(chair,)),))
    assert codes(procedure.one_shoulder_only_in_pilot(as_head)) == ["chair-not-head"]
    elsewhere = replace(known, candidates=(candidate(held=(replace(head, division=OTHER),)),))
    assert codes(procedure.one_shoulder_only_in_pilot(elsewhere)) == []
    assert codes(procedure.one_shoulder_only_in_pilot(facts())) == []


def test_breadth_counts_people_paths_and_origins():
    people = [
        candidate(pk=1),
        candidate(pk=2, path=Path.JOINT_MEMBERS, supporters=12, held=(held(TODAY),)),
        candidate(pk=3, path=Path.ORGANISATION, held=(held(TODAY, kind=PostKind.DEPUTY_CHIEF, division=OTHER),)),
        candidate(pk=4, path=Path.MEETING, held=(held(TODAY, division=OTHER),), withdrawn=True),
    ]
    found = breadth(people, facts().seat)
    assert (found.entrants, found.nominators) == (4, 14)
    assert found.paths == {"self": 1, "organisation": 1, "joint_members": 1, "meeting": 1}
    assert found.origins == {"same_township": 1, "other_township": 1, "county_organ": 1, "no_post": 1}


def test_edition_by_day():
    assert edition_on(TODAY).name == "2019"
    assert edition_on(date(2010, 1, 1)).name == "2019"


# --- tenure watch -------------------------------------------------------------------------------
@given(days=st.integers(-800, 800))
def test_one_reminder_of_a_terms_end_at_a_time(days):
    ends = TODAY + timedelta(days=days)
    found = findings(Holding(since=date(2024, 1, 1), term_ends=ends), Settings(), TODAY)
    kind = next((k for k in found if k in (Kind.TERM_END_12, Kind.TERM_END_6, Kind.TERM_END_3, Kind.TERM_OVER)), None)
    expected = (
        Kind.TERM_OVER
        if ends <= TODAY
        else Kind.TERM_END_3
        if add_months(ends, -3) <= TODAY
        else Kind.TERM_END_6
        if add_months(ends, -6) <= TODAY
        else Kind.TERM_END_12
        if add_months(ends, -12) <= TODAY
        else None
    )
    assert kind == expected
    assert len(found) == (expected is not None)


def test_rotation_and_second_term():
    found = findings(Holding(since=date(2017, 11, 23), term_ends=None), Settings(), TODAY)
    assert found == {Kind.ROTATION_10Y: date(2027, 11, 23)}
    assert findings(Holding(since=date(2017, 11, 24), term_ends=None), Settings(), TODAY) == {}
    assert findings(Holding(since=date(2010, 1, 1), term_ends=None), Settings(years=None), TODAY) == {}
    twice = findings(Holding(date(2020, 1, 1), date(2027, 4, 1), served_previous=True), Settings(), TODAY)
    assert set(twice) == {Kind.TERM_END_6, Kind.TWO_TERMS}


# --- vacancies ----------------------------------------------------------------------------------
def opening(**changes) -> vacancies.OpeningFacts:
    valid = {
        "today": TODAY,
        "book": Book(),
        "approved": 1,
        "held": 1,
        "already_open": 0,
        "seat": 1,
        "holder_stays": True,
        "free_on": date(2027, 4, 1),
    }
    return vacancies.OpeningFacts(**{**valid, **changes})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"free_on": None}, ["free-day-missing"]),
        ({"free_on": date(2027, 11, 23)}, []),
        ({"free_on": date(2027, 11, 24)}, ["too-early"]),
        ({"seat": None}, ["approved-number"]),
        ({"holder_stays": False, "free_on": None}, []),
    ],
)
def test_opening_a_vacancy(change, expected):
    known = opening(**change)
    assert codes([*vacancies.a_seat_is_left(known), *vacancies.the_day_is_near(known)]) == expected
