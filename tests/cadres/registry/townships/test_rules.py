"""The economic tier by points, at, below and above each threshold."""

from decimal import Decimal

import pytest

from cadres.registry.townships.rules import MOST_POINTS, tier, tier_points

POOR = {
    "income": 14_999,
    "revenue": Decimal(499),
    "mountain_share": Decimal(50),
    "distance": Decimal(41),
    "was_poor": True,
}
NONE = dict.fromkeys(MOST_POINTS, 0)
SEVEN = {**POOR, "income": 34_000, "revenue": Decimal(8_000)}


@pytest.mark.parametrize(
    ("fact", "value", "points"),
    [
        ("income", 14_999, 0),
        ("income", 15_000, 1),
        ("income", 15_001, 1),
        ("income", 19_999, 1),
        ("income", 20_000, 2),
        ("income", 20_001, 2),
        ("income", 25_999, 2),
        ("income", 26_000, 3),
        ("income", 26_001, 3),
        ("income", 33_999, 3),
        ("income", 34_000, 4),
        ("income", 34_001, 4),
        ("revenue", Decimal("499.99"), 0),
        ("revenue", Decimal(500), 1),
        ("revenue", Decimal("500.01"), 1),
        ("revenue", Decimal("1999.99"), 1),
        ("revenue", Decimal(2_000), 2),
        ("revenue", Decimal("2000.01"), 2),
        ("revenue", Decimal("7999.99"), 2),
        ("revenue", Decimal(8_000), 3),
        ("revenue", Decimal("8000.01"), 3),
        ("mountain_share", Decimal("49.99"), 1),
        ("mountain_share", Decimal(50), 0),
        ("mountain_share", Decimal("50.01"), 0),
        ("distance", Decimal("39.99"), 1),
        ("distance", Decimal(40), 1),
        ("distance", Decimal("40.01"), 0),
        ("was_poor", True, 0),
        ("was_poor", False, 1),
    ],
)
def test_each_fact_gives_its_points(fact, value, points):
    assert tier_points(**{**POOR, fact: value}) == {**NONE, fact: points}


def test_the_most_points_are_those_of_the_best_township():
    best = {"income": 10**6, "revenue": Decimal(10**6), "mountain_share": Decimal(0), "distance": Decimal(0)}
    assert tier_points(**best, was_poor=False) == MOST_POINTS


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (POOR, "poor"),
        ({**POOR, "income": 26_000}, "poor"),
        ({**POOR, "income": 34_000}, "middling"),
        ({**POOR, "income": 34_000, "revenue": Decimal(500)}, "middling"),
        ({**POOR, "income": 34_000, "revenue": Decimal(2_000)}, "middling"),
        (SEVEN, "developed"),
        ({**SEVEN, "was_poor": False}, "developed"),
    ],
)
def test_tier_by_points(facts, expected):
    assert tier(**facts) == expected
