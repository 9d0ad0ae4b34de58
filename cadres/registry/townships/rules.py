from decimal import Decimal

from cadres.platform.divisions.choices import Tier

MOST_POINTS = {"income": 4, "revenue": 3, "mountain_share": 1, "distance": 1, "was_poor": 1}


def tier_points(
    *, income: int, revenue: Decimal, mountain_share: Decimal, distance: Decimal, was_poor: bool
) -> dict[str, int]:
    """The points of ``tier``, by the fact they are given for; at most ``MOST_POINTS``."""
    return {
        "income": sum(income >= bound for bound in (15_000, 20_000, 26_000, 34_000)),
        "revenue": sum(revenue >= bound for bound in (500, 2_000, 8_000)),
        "mountain_share": int(mountain_share < 50),
        "distance": int(distance <= 40),
        "was_poor": int(not was_poor),
    }


def tier(*, income: int, revenue: Decimal, mountain_share: Decimal, distance: Decimal, was_poor: bool) -> Tier:
    """Economic tier by points, 0 to 10: income (4), revenue (3), terrain (1), distance (1), poverty history (1).

    Income: a point each from 15,000, 20,000, 26,000 and 34,000 yuan; revenue: a point each from 500, 2,000 and 8,000
    (ten thousand yuan); one each for mountains below half the area, for 40 km or less to the county seat, for never
    having been a poor township. 0–3 poorer, 4–6 middling, 7–10 better-off. Our own rule; no regulation sets one.
    """
    points = sum(
        tier_points(
            income=income,
            revenue=revenue,
            mountain_share=mountain_share,
            distance=distance,
            was_poor=was_poor,
        ).values()
    )
    if points <= 3:
        return Tier.POOR
    return Tier.MIDDLING if points <= 6 else Tier.DEVELOPED
