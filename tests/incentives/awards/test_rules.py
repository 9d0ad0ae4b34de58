"""The rules alone: facts in, objections out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.platform.rule_settings.facts import Rulebook
from incentives.awards import rules
from incentives.awards.choices import HONOURS, MONEY, PROSPECTS, AwardKind
from incentives.awards.regulations import bonus_key
from tests.support.objections import codes as objection_codes
from tests.support.objections import messages

FACTS = rules.Facts(
    book=Rulebook(on=date(2026, 11, 25)),
    cadre_id=1,
    kind=AwardKind.COMMENDATION,
    year=2025,
    amount=Decimal(1500),
    today=date(2026, 11, 23),
    grades={2025: "excellent"},
    sanctions=(),
    is_main=True,
    leaders=56,
    rivals=0,
    same_kind=False,
    proposed_by_id=7,
    by_id=8,
    years_for_merit=3,
)


def objections(facts, guards=(rules.another_person_decides, *rules.ON_PROPOSAL)):
    return [objection for guard in guards for objection in guard(facts)]


def codes(facts, *guards):
    return objection_codes(objections(facts, *([guards] if guards else [])))


def test_a_good_proposal_meets_no_objection():
    assert codes(FACTS) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by_id": 7}, "proposer-decides"),
        ({"year": 2027, "grades": {2027: "excellent"}}, "year-to-come"),
        ({"same_kind": True}, "one-of-a-kind"),
        (
            {"sanctions": (rules.SanctionFact("party_warning", "Party warning", date(2026, 12, 1)),)},
            "sanction-in-effect",
        ),
        ({"grades": {2025: "competent"}}, "not-excellent"),
        ({"grades": {2024: "excellent"}}, "not-excellent"),
        ({"kind": AwardKind.RANK, "amount": Decimal(0), "grades": {2024: "basic"}}, "low-result"),
        ({"rivals": 11}, "share-used-up"),
        ({"amount": Decimal("1500.01")}, "sum-too-large"),
        ({"kind": AwardKind.PROMOTION, "amount": Decimal(1)}, "no-money"),
        ({"kind": AwardKind.HEAVY, "amount": Decimal(0)}, "no-sum"),
    ],
)
def test_what_stands_against_it(change, code):
    assert codes(replace(FACTS, **change)) == [code]


@pytest.mark.parametrize(
    ("change", "code", "rule", "told"),
    [
        ({"grades": {2025: "competent"}}, "not-excellent", "award.excellent", ["2025"]),
        (
            {"kind": AwardKind.RANK, "amount": Decimal(0), "grades": {2024: "basic"}},
            "low-result",
            "award.result",
            ["2024"],
        ),
        ({"rivals": 11}, "share-used-up", "award.commendation_share", ["11 of 11", "20 %", "56 main leaders"]),
        ({"rivals": 2, "kind": AwardKind.MERIT_3}, "share-used-up", "award.merit_3_share", ["2 of 1", "2 %"]),
        ({"amount": Decimal("1500.01")}, "sum-too-large", "award.bonus_commendation", ["1500 yuan"]),
    ],
)
def test_a_refusal_names_its_rule_and_the_facts(change, code, rule, told):
    found = objections(replace(FACTS, **change))

    assert [(one.code, one.rule) for one in found] == [(code, rule)]
    assert [word for word in told if word not in messages(found)[0]] == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"year": 2026, "grades": {2026: "excellent"}}, []),
        ({"year": 2027, "grades": {2027: "excellent"}}, ["year-to-come"]),
        ({"rivals": 10}, []),
        ({"rivals": 12}, ["share-used-up"]),
        ({"leaders": 0, "rivals": 0}, ["share-used-up"]),
        ({"kind": AwardKind.MERIT_3, "rivals": 0}, []),
        ({"kind": AwardKind.MERIT_3, "rivals": 1}, ["share-used-up"]),
        (
            {"kind": AwardKind.MERIT_3, "rivals": 1, "grades": dict.fromkeys((2023, 2024, 2025), "excellent")},
            [],
        ),
        (
            {"kind": AwardKind.MERIT_3, "rivals": 1, "grades": dict.fromkeys((2024, 2025), "excellent")},
            ["share-used-up"],
        ),
        (
            {
                "kind": AwardKind.MERIT_3,
                "rivals": 1,
                "grades": dict.fromkeys((2022, 2023, 2024, 2025), "excellent"),
                "years_for_merit": 5,
            },
            ["share-used-up"],
        ),
        ({"kind": AwardKind.MERIT_2, "rivals": 99}, []),
        ({"amount": Decimal(0)}, []),
    ],
)
def test_around_each_bound(changes, found):
    assert codes(replace(FACTS, **changes)) == found


@pytest.mark.parametrize("kind", PROSPECTS)
@pytest.mark.parametrize(
    ("grades", "found"),
    [
        ({}, []),
        ({2025: "basic"}, ["low-result"]),
        ({2025: "incompetent"}, ["low-result"]),
        ({2025: "competent", 2024: "basic"}, []),
        ({2024: "competent", 2023: "incompetent"}, []),
        ({2024: "basic", 2023: "excellent"}, ["low-result"]),
        ({2026: "basic", 2025: "excellent"}, ["low-result"]),
        ({2026: "none", 2025: "basic"}, ["low-result"]),
        ({2026: "competent", 2025: "basic"}, []),
    ],
)
def test_the_last_result_known_counts_whatever_year_the_award_is_for(kind, grades, found):
    assert codes(replace(FACTS, kind=kind, amount=Decimal(0), grades=grades)) == found


@pytest.mark.parametrize("kind", [*HONOURS[1:], *MONEY])
def test_a_low_result_bars_recommendations_only(kind):
    assert codes(replace(FACTS, kind=kind, amount=Decimal(1), grades={2025: "basic"})) == []


@pytest.mark.parametrize(
    ("kind", "rule", "article"),
    [
        ("party_warning", "award.discipline_party", "Regulation on Party Discipline (2023), Art 10–12"),
        (
            "admin_demerit",
            "award.discipline",
            "Law on Administrative Sanctions for Public Employees, Art 8 and Art 19",
        ),
        (
            "warning_talk",
            "award.discipline_measure",
            "Regulation on Appointment of Leading Cadres (2019), Art 24(6)",
        ),
    ],
)
@pytest.mark.parametrize("until", [None, date(2027, 1, 1)])
def test_a_sanction_names_rule_and_article_of_its_kind(kind, rule, article, until):
    facts = replace(FACTS, sanctions=(rules.SanctionFact(kind, "It", until),))

    (objection,) = rules.no_sanction_in_effect(facts)

    assert (objection.rule, objection.article) == (rule, article)
    assert ("1 Jan 2027" in str(objection.message)) == (until is not None)


def test_the_share_is_of_main_leaders_only():
    assert codes(replace(FACTS, rivals=99, is_main=False)) == []


@pytest.mark.parametrize(
    ("leaders", "share", "found"),
    [(0, 20, 0), (1, 1, 1), (4, 20, 1), (9, 20, 1), (10, 20, 2), (14, 20, 2), (56, 20, 11), (99, 2, 1), (100, 2, 2)],
)
def test_places_are_rounded_down(leaders, share, found):
    assert rules.places(leaders, Decimal(share)) == found


@pytest.mark.parametrize(
    ("years", "found"), [([], 0), ([2024], 0), ([2025], 1), ([2023, 2025], 1), ([2023, 2024, 2025, 2026], 3)]
)
def test_a_streak_counts_back_from_its_last_year(years, found):
    assert rules.streak(dict.fromkeys(years, "excellent") | {2022: "competent"}, 2025) == found


@given(st.integers(0, 2000), st.integers(1, 100))
def test_places_never_exceed_the_share_except_for_the_first(leaders, share):
    found = rules.places(leaders, Decimal(share))

    assert found * 100 <= leaders * share or found == 1
    assert (found + 1) * 100 > leaders * share
    assert (found == 0) == (leaders == 0)


@given(st.sets(st.integers(2000, 2026)))
def test_a_streak_ends_at_the_first_gap(years):
    grades = dict.fromkeys(years, "excellent")

    found = rules.streak(grades, 2026)

    assert all(2026 - back in years for back in range(found))
    assert 2026 - found not in years


@pytest.mark.parametrize("kind", [*HONOURS, *MONEY])
@given(over=st.decimals(min_value="-0.50", max_value="0.50", places=2))
def test_the_largest_sum_is_allowed_and_a_cent_more_is_not(kind, over):
    most = FACTS.book.value(bonus_key(kind))
    facts = replace(FACTS, kind=kind, amount=most + over)

    assert codes(facts, rules.sum_is_in_order) == (["sum-too-large"] if over > 0 else [])


@pytest.mark.parametrize("kind", PROSPECTS)
def test_a_recommendation_carries_no_money(kind):
    assert codes(replace(FACTS, kind=kind, amount=Decimal(0))) == []
