"""Line charts (折线图): series over years, days or named places in an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cadres.shared.charts.base import (
    About,
    Number,
    Plot,
    Series,
    check_lengths,
    keys_of,
    missing_text,
    nothing,
    sentences,
)
from cadres.shared.charts.drawing import (
    GLYPHS,
    NARROW,
    RADIUS,
    WIDE,
    Dot,
    Drawing,
    Size,
    Trace,
    axes_of,
    labels_below,
    tone,
    with_axes,
)
from cadres.shared.charts.scales import Scale, Ticks, day_ticks, nice_ticks
from cadres.shared.phrases import titled

Position = int | date | str
DAY = "%Y.%m.%d"


@dataclass(frozen=True)
class Along:
    """The positions as numbers: days and years at their true distances, names at equal ones."""

    positions: Sequence[Position]

    @property
    def numbers(self) -> list[int]:
        return [
            at.toordinal() if isinstance(at, date) else at if isinstance(at, int) else place
            for place, at in enumerate(self.positions)
        ]

    @property
    def names(self) -> list[str]:
        return [f"{at:{DAY}}" if isinstance(at, date) else str(at) for at in self.positions]

    def ticks(self, most: int) -> list[tuple[int, str]]:
        days = [at for at in self.positions if isinstance(at, date)]
        if days:
            return [(day.toordinal(), text) for day, text in day_ticks(min(days), max(days), most)]
        return list(zip(self.numbers, self.names, strict=True))


def layout_lines(
    about: About, positions: Sequence[Position], series: Sequence[Series], *, from_zero: bool = True
) -> Plot:
    """Positions ascend. A missing value is a gap in the line."""
    check_lengths(positions, series)
    along = Along(positions)
    known = [value for one in series for value in one.values if value is not None]
    wide, narrow = (
        _drawn(about, size, along, series, nice_ticks(known, most=size.ticks, from_zero=from_zero))
        for size in (WIDE, NARROW)
    )
    return Plot(
        about=about,
        kind="lines",
        summary=sentences(*(_said(about, one, along.names) for one in series)) if known else nothing(),
        table=about.table(along.names, [about.column(one.name, one.values) for one in series]),
        legend=keys_of(series, "line", GLYPHS),
        wide=wide,
        narrow=narrow,
    )


def _drawn(about: About, size: Size, along: Along, series: Sequence[Series], ticks: Ticks) -> Drawing:
    axes = axes_of(size, ticks)
    numbers = along.numbers
    low, high = min(numbers, default=0), max(numbers, default=0)
    x = Scale(low, high, axes.left + RADIUS, axes.right - RADIUS)
    traces, dots = [], []
    for number, one in enumerate(series):
        places = [
            None if value is None else (x(at), axes.y(value)) for at, value in zip(numbers, one.values, strict=True)
        ]
        traces += [Trace(run, f"chart-line {tone(number)}") for run in _runs(places) if len(run) > 1]
        dots += [
            Dot(*place, GLYPHS[number], tone(number), titled(f"{one.name} {name}", about.text(value)))
            for place, name, value in zip(places, along.names, one.values, strict=True)
            if place is not None
        ]
    below = labels_below(((x(at), text) for at, text in along.ticks(7)), size.height - 6, size.width, size.width / 4)
    return with_axes(
        axes, Drawing(size.width, size.height, labels=tuple(below), traces=tuple(traces), dots=tuple(dots))
    )


def _runs(places: Sequence[tuple[float, float] | None]) -> list[tuple[tuple[float, float], ...]]:
    """The stretches without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [tuple(run) for run in runs if run]


def _said(about: About, one: Series, names: Sequence[str]) -> str:
    known: list[tuple[Number, str]] = [
        (value, name) for value, name in zip(one.values, names, strict=True) if value is not None
    ]
    if not known:
        return _("%(name)s: no value.") % {"name": one.name}
    low, high, last = min(known, key=_value), max(known, key=_value), known[-1]
    text = _("%(name)s: lowest %(low)s (%(low_at)s), highest %(high)s (%(high_at)s), last %(last)s (%(last_at)s).") % {
        "name": one.name,
        "low": about.text(low[0]),
        "low_at": low[1],
        "high": about.text(high[0]),
        "high_at": high[1],
        "last": about.text(last[0]),
        "last_at": last[1],
    }
    return sentences(text, missing_text(name for value, name in zip(one.values, names, strict=True) if value is None))


def _value(pair: tuple[Number, str]) -> Number:
    return pair[0]
