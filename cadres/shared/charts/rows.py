"""Charts that are tables: a row for each category with a strip drawn in it, so that long names wrap and phones fit.

Places across a strip are percentages, places down are units of the drawing.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from cadres.shared.charts.base import Chart
from cadres.shared.charts.drawing import glyph_path
from cadres.shared.charts.scales import Scale, Ticks
from cadres.shared.charts.text import number_text

THICK = 14.0  # of a bar that has its row for itself
THIN = 10.0
SEEN = 0.5  # percent of a strip
MOST_COLUMNS = 3  # of numbers beside the strips, on a phone


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    y: float
    height: float
    look: str
    title: str = ""
    texture: int = 0
    link: str = ""


@dataclass(frozen=True)
class Whisker:
    """From the lower to the upper bound of an interval."""

    x1: float
    x2: float
    y: float
    look: str


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    glyph: str
    look: str
    title: str

    @property
    def d(self) -> str:
        """Around the origin: the strip places it."""
        return glyph_path(self.glyph, 0, 0)


@dataclass(frozen=True)
class Row:
    """``pin`` is the place of a value to compare with; ``texts`` are the numbers beside the strip.

    ``links``: where each of the numbers leads, "" where it leads nowhere.
    """

    label: str
    height: float
    texts: tuple[str, ...]
    bars: tuple[Bar, ...] = ()
    whiskers: tuple[Whisker, ...] = ()
    points: tuple[Point, ...] = ()
    pin: float | None = None
    strong: bool = False
    links: tuple[str, ...] = ()

    @property
    def numbers(self) -> list[tuple[str, str]]:
        return list(zip(self.texts, self.links or [""] * len(self.texts), strict=True))


@dataclass(frozen=True, kw_only=True)
class RowChart(Chart):
    """``columns`` head the numbers beside the strips; without any, the table under the chart has them."""

    template: ClassVar[str] = "components/charts/rows.html"
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()
    zero: float | None = None
    marks: tuple[tuple[float, str, str], ...] = ()  # place, text and its anchor, above the strips
    track: bool = False

    @property
    def shows_numbers(self) -> bool:
        return bool(self.columns)


def percent(ticks: Ticks, start: float = 0.0, end: float = 100.0) -> Scale:
    return Scale(ticks.low, ticks.high, start, end)


def bar_between(scale: Scale, start: float | Decimal, end: float | Decimal) -> tuple[float, float]:
    """Left edge and width; what is not nothing is always seen, also at the end of the strip."""
    left, right = sorted((scale(start), scale(end)))
    if start != end and right - left < SEEN:
        left = min(left, 100 - SEEN)
        right = left + SEEN
    return left, round(right - left, 1)


def ends_of(ticks: Ticks, scale: Scale) -> tuple[tuple[float, str, str], ...]:
    """Both ends of the axis and zero between them: more would not fit above a strip on a phone."""
    inside = [value for value in ticks.values[1:-1] if value == 0 and 25 < scale(value) < 75]
    middle = inside or [value for value in ticks.values[1:-1] if 40 <= scale(value) <= 60][:1]
    shown = (
        (ticks.values[0], "start"),
        *((value, "middle") for value in middle),
        (ticks.values[-1], "end"),
    )
    return tuple((scale(value), number_text(value, ticks.decimals), anchor) for value, anchor in shown)
