"""Heat tables (热力表): numbers by two things at once, the larger the darker; the numbers stay readable."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from cadres.shared.charts.base import About, Chart, Number, Series, Text, missing_text, nothing, sentences

LEVELS = 5


@dataclass(frozen=True)
class HeatRow:
    """Each cell with its text and its level from 1 to 5, 0 where there is no value."""

    label: str
    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class HeatTable(Chart):
    template: ClassVar[str] = "components/charts/heat.html"
    rows: tuple[HeatRow, ...]

    @property
    def shows_numbers(self) -> bool:
        return True


def layout_heat(about: About, columns: Sequence[Text], rows: Sequence[Series]) -> HeatTable:
    """``rows`` are series over the columns."""
    for row in rows:
        if len(row.values) != len(columns):
            raise ValueError(f"{row.name} has {len(row.values)} values for {len(columns)} columns.")
    known = [value for row in rows for value in row.values if value is not None]
    low, high = (min(known), max(known)) if known else (0, 0)
    cells = [(str(column), [about.cell(row.values[place]) for row in rows]) for place, column in enumerate(columns)]
    drawn = (
        HeatRow(str(row.name), tuple((about.text(value), _level(value, low, high)) for value in row.values))
        for row in rows
    )
    return HeatTable(
        about=about,
        kind="heat",
        summary=_said(about, columns, rows) if known else nothing(),
        table=about.table([row.name for row in rows], cells),
        rows=tuple(drawn),
    )


def _level(value: Number | None, low: Number, high: Number) -> int:
    if value is None:
        return 0
    if low == high:
        return 1
    return 1 + min(LEVELS - 1, int(LEVELS * (float(value) - float(low)) / (float(high) - float(low))))


def _said(about: About, columns: Sequence[Text], rows: Sequence[Series]) -> str:
    cells = [
        (value, f"{row.name} · {column}") for row in rows for column, value in zip(columns, row.values, strict=True)
    ]
    known = [(value, label) for value, label in cells if value is not None]
    low, high = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    text = _("Largest: %(high_at)s (%(high)s). Smallest: %(low_at)s (%(low)s).") % {
        "high_at": high[1],
        "high": about.text(high[0]),
        "low_at": low[1],
        "low": about.text(low[0]),
    }
    return sentences(text, missing_text(label for value, label in cells if value is None))
