"""The economic tier by points, around each threshold."""

from decimal import Decimal

import pytest

from cadres.registry.townships import rules as townships_rules

POOR = {"income": 14_999, "revenue": Decimal(499), "mountain_share": 50, "distance": 41, "was_poor": True}


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        (POOR, "poor"),
        ({**POOR, "income": 26_000}, "poor"),
        ({**POOR, "income": 34_000}, "middling"),
        ({**POOR, "income": 34_000, "revenue": Decimal(2_000)}, "middling"),
        ({**POOR, "income": 34_000, "revenue": Decimal(8_000)}, "developed"),
    ],
)
def test_tier_by_points(facts, tier):
    assert townships_rules.tier(**facts) == tier
