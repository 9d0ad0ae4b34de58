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
    by_cadre_id=None,
)


def codes(facts, guards=(rules.another_person_decides, *rules.ON_PROPOSAL)):
    return [objection.code for guard in guards for objection in guard(facts)]


def test_a_good_proposal_meets_no_objection():
    assert codes(FACTS) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by_id": 7}, "proposer-decides"),
        ({"by_cadre_id": 1}, "own-award"),
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
    ("kind", "rule", "article"),
    [
        ("party_warning", "award.discipline_party", "Regulation on Party Discipline (2023), Art 10"),
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


def test_the_last_low_grade_before_the_year_counts_not_a_later_one():
    facts = replace(FACTS, kind=AwardKind.PROMOTION, amount=Decimal(0), grades={2024: "competent", 2026: "basic"})

    assert codes(facts) == []


def test_the_share_is_of_main_leaders_only():
    assert codes(replace(FACTS, rivals=99, is_main=False)) == []


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

    assert codes(facts, (rules.sum_is_in_order,)) == (["sum-too-large"] if over > 0 else [])


@pytest.mark.parametrize("kind", PROSPECTS)
def test_a_recommendation_carries_no_money(kind):
    assert codes(replace(FACTS, kind=kind, amount=Decimal(0))) == []
