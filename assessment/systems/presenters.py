from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from assessment.systems.choices import Dimension
from assessment.systems.forms import plain
from assessment.systems.models import Indicator


def dimension_bars(indicators: Iterable[Indicator]) -> list[dict[str, Any]]:
    sums: dict[str, Decimal] = {}
    for row in indicators:
        sums[row.dimension] = sums.get(row.dimension, Decimal(0)) + row.weight
    return [
        {"label": Dimension(name).label, "value": weight, "share": min(weight, Decimal(100)), "text": plain(weight)}
        for name, weight in sums.items()
    ]
