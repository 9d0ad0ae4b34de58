"""Who may stand, around each threshold: years, party, posts held before. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.cadre_files.choices import LOW_GRADES, AnnualGrade, PoliticalStatus, Sex
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.ranks.choices import Ladder, Rank
from cadres.registry.ranks.rules import Held as HeldRank
from cadres.registry.tenures.rules import Span
from cadres.shared.dates import add_months
from cadres.shared.regulations.catalogue import Action
from selection.elections.choices import Path
from selection.elections.regulations import edition_on
from selection.elections.rules import eligibility
from selection.elections.rules.breadth import breadth
from selection.elections.rules.dossier import Appointment, Seat, must_end
from tests.support.dossiers import OTHER, TODAY, TOWNSHIP, Book, candidate, codes, facts, held
from tests.support.objections import messages


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
        ({"results": {2025: AnnualGrade.BASIC}}, "weak-result"),
        ({"results": {2025: AnnualGrade.INCOMPETENT}}, "weak-result"),
        ({"sanctions": (("Demerit", date(2027, 1, 1)),)}, "sanction-in-effect"),
        ({"sanctions": (("Demerit", None),)}, "sanction-in-effect"),
        ({"growth_place": TOWNSHIP}, "grew-up-there"),
        ({"growth_place": OTHER}, "grew-up-in-county"),
    ],
)
def test_each_condition_objects_alone(change, code):
    assert codes(eligibility.check(candidate(**change), facts())) == [code]


def test_who_meets_all_conditions_has_no_objection():
    assert codes(eligibility.check(candidate(results={2025: AnnualGrade.EXCELLENT}), facts())) == []
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
    weak = candidate(results={2025: AnnualGrade.BASIC}, waived=("qual.annual",))
    assert codes(eligibility.check(weak, facts())) == ["weak-result"]


TERMS = (Span(date(2016, 10, 1), date(2021, 10, 1)), Span(date(2021, 10, 1), date(2027, 2, 1)))


def seat_free_on(day, **changes):
    return Seat(
        post=1, name="某镇书记", kind=PostKind.SECRETARY, division=TOWNSHIP, terms=TERMS, free_on=day, **changes
    )


@pytest.mark.parametrize(
    ("until", "starts_on", "free_on", "expected"),
    [
        (None, None, date(2027, 2, 1), ["third-term"]),
        (None, None, date(2027, 1, 20), ["third-term"]),
        (None, date(2027, 1, 20), date(2027, 2, 1), ["third-term"]),
        (date(2026, 11, 1), None, date(2027, 2, 1), []),
        (date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 1), []),
        (date(2027, 2, 1), date(2027, 1, 31), date(2027, 2, 1), []),
        (date(2027, 2, 1), date(2027, 2, 1), date(2027, 2, 1), ["third-term"]),
        (date(2027, 2, 1), None, date(2027, 2, 1), ["third-term"]),
        (date(2027, 2, 1), None, None, []),
    ],
)
def test_a_third_term_is_judged_on_its_first_day_and_not_today(until, starts_on, free_on, expected):
    one = candidate(held=(held(date(2016, 10, 1), until),))
    found = eligibility.check(one, facts(seat=seat_free_on(free_on), appointment=Appointment(starts_on=starts_on)))
    assert codes(found) == expected


def test_time_in_another_post_is_no_term_in_this_one():
    elsewhere = candidate(held=(held(date(2016, 10, 1), post=2),))
    assert codes(eligibility.check(elsewhere, facts(seat=seat_free_on(date(2027, 2, 1))))) == []


def test_partial_term_counts_only_where_the_county_says_so():
    one = candidate(held=(held(date(2018, 10, 1)),))
    seat = seat_free_on(date(2027, 2, 1))
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
    assert edition_on(date(2019, 3, 3)).name == "2019"
    assert edition_on(date(2019, 3, 2)).name == "2014"
    assert edition_on(date(2010, 1, 1)).name == "2014"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"township_since": date(2024, 11, 22)}, []),
        ({"township_since": date(2024, 11, 23)}, []),
        ({"township_since": date(2024, 11, 24)}, ["no-township-experience"]),
        ({"township_since": None}, ["no-township-experience"]),
        ({"joined_party_on": date(2023, 11, 22)}, []),
        ({"joined_party_on": date(2023, 11, 23)}, []),
        ({"joined_party_on": date(2023, 11, 24)}, ["short-party-age"]),
        ({"joined_party_on": None}, ["short-party-age"]),
        ({"political_status": PoliticalStatus.MASSES}, ["not-full-member"]),
        ({"political_status": PoliticalStatus.UNKNOWN}, ["not-full-member"]),
        *(({"results": {2025: grade}}, ["weak-result"]) for grade in LOW_GRADES),
        *(({"results": {2025: grade}}, []) for grade in AnnualGrade if grade not in LOW_GRADES),
        ({"growth_place": "511922999999"}, []),
        ({"growth_place": "511923000000"}, ["grew-up-in-county"]),
        ({"growth_place": "511923999999"}, ["grew-up-in-county"]),
        ({"growth_place": "511924000000"}, []),
    ],
)
def test_conditions_at_below_and_above(change, expected):
    assert codes(eligibility.check(candidate(**change), facts())) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"grade_since": date(2025, 5, 1)},
            "测试: 1 of 2 years as section deputy or as principal staff member of grade three or four.",
        ),
        ({"township_since": date(2025, 5, 1)}, "测试: 1 of 2 years of township leadership."),
        ({"township_since": None}, "测试: 0 of 2 years of township leadership."),
        ({"joined_party_on": date(2024, 5, 1)}, "测试: 2 of 3 years of party membership."),
        ({"joined_party_on": None}, "测试: 0 of 3 years of party membership."),
        (
            {"political_status": PoliticalStatus.MASSES},
            "测试 is not a full party member and cannot take a post in the party.",
        ),
        (
            {"results": {2025: AnnualGrade.BASIC}},
            "测试: yearly result of 2025 is basically competent or below. Choose somebody else.",
        ),
        (
            {"sanctions": (("Demerit", date(2027, 1, 1)),)},
            "测试: Demerit in effect until 1 Jan 2027. Choose somebody else.",
        ),
        ({"sanctions": (("Demerit", None),)}, "测试: Demerit in effect without a known end. Choose somebody else."),
        (
            {"growth_place": TOWNSHIP},
            "测试 grew up in this township. Choose another township, or record why not.",
        ),
        ({"growth_place": OTHER}, "测试 grew up in this county."),
    ],
)
def test_a_refusal_says_who_and_how_much(change, expected):
    assert messages(eligibility.check(candidate(**change), facts())) == [expected]


def test_a_third_term_is_refused_with_the_terms_served():
    twice = candidate(held=(held(date(2016, 10, 1)),))
    assert messages(eligibility.check(twice, facts(seat=seat_free_on(date(2027, 2, 1))))) == [
        "测试 has served 2 full terms in this post and is not nominated to it again."
    ]


def test_places_do_not_bar_from_other_posts():
    chair = facts(seat=Seat(post=1, name="人大主席", kind=PostKind.CONGRESS_CHAIR, division=TOWNSHIP))
    assert codes(eligibility.check(candidate(growth_place=TOWNSHIP), chair)) == []


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ({2025: AnnualGrade.NONE, 2024: AnnualGrade.BASIC}, []),
        ({2025: AnnualGrade.COMPETENT, 2024: AnnualGrade.INCOMPETENT}, []),
        ({2024: AnnualGrade.COMPETENT}, ["result-missing"]),
        ({2024: AnnualGrade.BASIC}, ["weak-result", "result-missing"]),
        ({2023: AnnualGrade.INCOMPETENT}, ["result-missing"]),
        ({2019: AnnualGrade.INCOMPETENT, 2018: AnnualGrade.BASIC}, ["result-missing"]),
        ({}, ["result-missing"]),
    ],
)
def test_last_years_result_counts_and_is_missed(results, expected):
    assert codes(eligibility.check(candidate(results=results), facts())) == expected


def test_where_a_missing_result_is_entered():
    (found,) = eligibility.check(candidate(results={}, cadre=7), facts())
    assert found.message == "测试: the yearly result of 2025 is not on record. Enter it in the file."
    assert found.url == "/cadres/7/#results"


SECTION_DEPUTY_POST = Seat(
    post=9, name="副镇长", kind=PostKind.DEPUTY_HEAD, division=TOWNSHIP, grade=Grade.SECTION_DEPUTY
)


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ((HeldRank(Ladder.LEADING, Grade.STAFF, date(2021, 11, 23)),), []),  # five years as staff member
        ((HeldRank(Ladder.LEADING, Grade.STAFF, date(2023, 11, 22)),), []),
        ((HeldRank(Ladder.LEADING, Grade.STAFF, date(2023, 11, 23)),), []),
        ((HeldRank(Ladder.LEADING, Grade.STAFF, date(2023, 11, 24)),), ["too-short-as-clerk"]),
        ((HeldRank(Ladder.RANK, Rank.CLERK_1, date(2023, 11, 23)),), []),
        ((HeldRank(Ladder.RANK, Rank.CLERK_2, date(2013, 11, 23)),), ["too-short-as-clerk"]),
        ((HeldRank(Ladder.RANK, Rank.PRINCIPAL_4, date(2025, 11, 23)),), []),
        ((HeldRank(Ladder.RANK, Rank.PRINCIPAL_4, date(2025, 11, 24)),), ["too-short-as-clerk"]),
        ((), ["too-short-as-clerk"]),
    ],
)
def test_deputies_are_judged_by_the_rule_for_deputies(ranks, expected):
    one = candidate(grade=Grade.STAFF, ranks=ranks)
    assert codes(eligibility.check(one, facts(seat=SECTION_DEPUTY_POST))) == expected


def test_who_has_the_level_of_the_post_needs_no_years():
    one = candidate(grade=Grade.SECTION_DEPUTY, ranks=())
    assert codes(eligibility.check(one, facts(seat=SECTION_DEPUTY_POST))) == []
    assert codes(eligibility.check(one, facts())) == ["too-short-as-deputy"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (PostKind.SECRETARY, ["not-full-member"]),
        (PostKind.DEPUTY_SECRETARY, ["not-full-member"]),
        (PostKind.COMMITTEE_MEMBER, ["not-full-member"]),
        (PostKind.HEAD, []),
        (PostKind.CONGRESS_CHAIR, []),
        (PostKind.DEPUTY_HEAD, []),
    ],
)
def test_posts_in_the_party_ask_for_full_members(kind, expected):
    one = candidate(political_status=PoliticalStatus.PROBATIONARY)
    post = Seat(post=1, name="", kind=kind, division=TOWNSHIP)
    assert codes(eligibility.check(one, facts(seat=post))) == expected


def test_party_age_is_asked_of_secretaries_only():
    one = candidate(joined_party_on=date(2025, 1, 1))
    deputy = Seat(post=1, name="", kind=PostKind.DEPUTY_SECRETARY, division=TOWNSHIP)
    assert codes(eligibility.check(one, facts(seat=deputy))) == []


@pytest.mark.parametrize(
    ("since", "post", "expected"),
    [
        (date(2026, 10, 1), 2, []),
        (date(2026, 10, 2), 2, []),  # the day of the registration
        (date(2026, 10, 3), 2, ["appointed-elsewhere"]),
        (date(2026, 10, 3), 1, []),
    ],
)
def test_a_post_taken_up_after_the_registration_is_said(since, post, expected):
    one = candidate(held=(held(since, post=post, kind=PostKind.OTHER, division=OTHER),))
    assert codes(eligibility.check(one, facts())) == expected


def test_who_was_chosen_for_another_post_is_not_free():
    (found,) = eligibility.check(candidate(chosen_for=("某乡乡长",)), facts())
    assert (found.code, found.rule) == ("appointed-elsewhere", "nominee.elsewhere")
    assert found.message == (
        "测试 has been chosen for 某乡乡长 after being registered here. Choose somebody else, or record why not."
    )
    (found,) = eligibility.check(candidate(held=(held(date(2026, 10, 3), post=2),)), facts())
    assert "took up 某镇书记 on 3 Oct 2026" in found.message


def test_who_no_longer_serves_cannot_stand():
    assert codes(eligibility.check(candidate(serving=False), facts())) == ["not-serving"]


@pytest.mark.parametrize(
    ("change", "free_on", "expected"),
    [
        ({"born_on": date(1966, 4, 1)}, None, ["past-retirement"]),  # 60 years and 4 months: August 2026
        ({"born_on": date(1966, 8, 1)}, None, []),  # 60 years and 5 months: January 2027
        ({"born_on": date(1966, 8, 1)}, date(2026, 12, 31), []),
        ({"born_on": date(1966, 8, 1)}, date(2027, 1, 1), ["past-retirement"]),
        ({"born_on": date(1971, 8, 1), "sex": Sex.FEMALE}, date(2026, 12, 31), []),
        ({"born_on": date(1971, 8, 1), "sex": Sex.FEMALE}, date(2027, 1, 1), ["past-retirement"]),
        ({"born_on": date(1971, 8, 1), "sex": Sex.FEMALE, "grade": Grade.COUNTY_DEPUTY}, date(2027, 1, 1), []),
    ],
)
def test_the_age_of_retirement_on_the_first_day(change, free_on, expected):
    assert (
        codes(eligibility.check(candidate(**change), facts(seat=replace(facts().seat, free_on=free_on)))) == expected
    )


def test_a_post_of_the_county_division_lets_a_woman_serve_to_sixty():
    woman = candidate(born_on=date(1970, 1, 1), sex=Sex.FEMALE)
    assert codes(eligibility.check(woman, facts())) == ["past-retirement"]
    seat = replace(facts().seat, grade=Grade.COUNTY_DEPUTY)
    assert "past-retirement" not in codes(eligibility.check(woman, facts(seat=seat)))
