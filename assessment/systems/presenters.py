"""How a system of indicators is put for pages. Reads nothing but what it is given."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.systems.choices import Dimension
from assessment.systems.models import Indicator
from cadres.shared.charts.bars import Shares, layout_shares
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.rows import RowChart


def dimension_chart(indicators: Iterable[Indicator]) -> RowChart:
    sums: dict[str, Decimal] = {}
    for row in indicators:
        sums[row.dimension] = sums.get(row.dimension, Decimal(0)) + row.weight
    return layout_shares(
        About("dimensions", _("Weights by dimension"), first=_("Dimension")),
        [Dimension(name).label for name in sums],
        Shares(Series(_("Weight"), list(sums.values())), [100] * len(sums)),
    )


def plain(number: Decimal | None) -> str:
    """A number without the noughts that only the column's scale adds."""
    return "" if number is None else f"{number.normalize():f}"
