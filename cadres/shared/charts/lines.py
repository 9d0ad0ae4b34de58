"""Small line charts (折线图), drawn by the server as SVG without script or style; the table below says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal

WIDTH, HEIGHT = 320.0, 130.0
LEFT, RIGHT, TOP, FOOT = 8.0, 8.0, 12.0, 20.0


@dataclass(frozen=True)
class Line:
    """One series: its corners, and its dots as (x, y, what it says)."""

    name: str
    points: str
    dots: list[tuple[str, str, str]]


@dataclass(frozen=True)
class LineChart:
    """Lengths are text, so that no template puts thousands separators into them."""

    lines: list[Line]
    ticks: list[tuple[str, str]]  # label and position
    names: list[str]
    rows: list[tuple[str, list[Number | None]]]  # label and the value of each series
    base: str


def draw_lines(series: Sequence[tuple[str, Mapping[int, Number | None]]]) -> LineChart | None:
    """Series of values by year over one scale from zero; a year without a value breaks nothing, it has no dot.

    Nothing where fewer than two years are known: a line needs two ends.
    """
    years = sorted({year for _name, values in series for year, value in values.items() if value is not None})
    if len(years) < 2:
        return None
    top = max(float(v) for _name, values in series for v in values.values() if v is not None) or 1.0
    low = min(0.0, *(float(v) for _name, values in series for v in values.values() if v is not None))
    across = (WIDTH - LEFT - RIGHT) / (years[-1] - years[0])
    up = (HEIGHT - TOP - FOOT) / (top - low)

    def place(year: int, value: float) -> tuple[str, str]:
        return f"{LEFT + (year - years[0]) * across:.1f}", f"{HEIGHT - FOOT - (value - low) * up:.1f}"

    lines = []
    for name, values in series:
        dots = [
            (*place(year, float(value)), f"{year}: {value:,}")
            for year, value in sorted(values.items())
            if value is not None
        ]
        lines.append(Line(name, " ".join(f"{x},{y}" for x, y, _text in dots), dots))
    every = max(1, -(-len(years) // 5))
    ticks = [(str(year), place(year, low)[0]) for year in years[::every]]
    rows = [(str(year), [values.get(year) for _name, values in series]) for year in years]
    return LineChart(lines, ticks, [name for name, _values in series], rows, place(years[0], low)[1])
