"""Who may stand, around each threshold: years, party, posts held before. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.cadre_files.choices import AnnualGrade, PoliticalStatus
from cadres.registry.posts.choices import Grade, PostKind
from cadres.shared.dates import add_months
from cadres.shared.regulations.catalogue import Action
from selection.elections.choices import Path
from selection.elections.regulations import edition_on
from selection.elections.rules import eligibility
from selection.elections.rules.breadth import breadth
from selection.elections.rules.dossier import Seat, must_end
from tests.support.dossiers import OTHER, TODAY, TOWNSHIP, Book, candidate, codes, facts, held


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
