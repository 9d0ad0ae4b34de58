"""Step curves (阶梯曲线), as of time still in post: level between events, with bounds and numbers at risk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from cadres.shared.charts.base import (
    MOST_SERIES,
    About,
    Cell,
    Number,
    Plot,
    Table,
    Text,
    keys_of,
    nothing,
    sentences,
    text_cell,
)
from cadres.shared.charts.drawing import (
    GLYPHS,
    NARROW,
    RADIUS,
    WIDE,
    Axes,
    Dot,
    Drawing,
    Label,
    Size,
    Trace,
    axes_of,
    labels_below,
    tone,
    with_axes,
)
from cadres.shared.charts.scales import Scale, Ticks, nice_ticks
from cadres.shared.charts.text import fit, number_text
from cadres.shared.phrases import titled

ROW = 18  # of a line of numbers at risk


@dataclass(frozen=True)
class Level:
    """From ``at`` on the curve is at ``value``, with ``low`` and ``high`` as bounds of confidence."""

    at: Number
    value: Number
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True)
class Curve:
    """Levels ascend in time. ``at_risk`` is how many were still followed at a time."""

    name: Text
    levels: Sequence[Level]
    at_risk: Mapping[Number, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Time:
    """The axis of time: its name with its unit, its ticks, and how far people were followed, if that is known."""

    name: Text
    ticks: Ticks
    until: Number | None

    def end_of(self, curve: Curve) -> float:
        return max(float(at) for at in [*(level.at for level in curve.levels), self.until or 0])


def layout_steps(about: About, curves: Sequence[Curve], *, along: Text, until: Number | None = None) -> Plot:
    """``along`` names the axis of time with its unit; ``until`` is how far people were followed."""
    if len(curves) > MOST_SERIES:
        raise ValueError(f"{len(curves)} curves; no chart shows more than {MOST_SERIES}.")
    levels = [level for curve in curves for level in curve.levels]
    times = [level.at for level in levels] + [at for curve in curves for at in curve.at_risk]
    if until is not None:
        times.append(until)
    ends = [end for level in levels for end in (level.value, level.low, level.high) if end is not None]
    wide, narrow = (
        _drawn(about, size, curves, nice_ticks(ends, most=size.ticks), Time(along, nice_ticks(times), until))
        for size in (WIDE, NARROW)
    )
    return Plot(
        about=about,
        kind="steps",
        summary=_said(about, curves, along) if levels else nothing(),
        table=_table(about, curves, along),
        legend=keys_of(curves, "line", GLYPHS),
        wide=wide,
        narrow=narrow,
    )


def _drawn(about: About, size: Size, curves: Sequence[Curve], ticks: Ticks, time: Time) -> Drawing:
    risky = [(number, curve) for number, curve in enumerate(curves) if curve.at_risk]
    foot = 40 + (ROW * (len(risky) + 1) if risky else 0)
    size = replace(size, height=size.height + foot - 24)
    axes = axes_of(size, ticks, below=foot)
    x = Scale(time.ticks.low, time.ticks.high, axes.left, axes.right)
    areas, traces, dots = [], [], []
    for number, curve in enumerate(curves):
        if not curve.levels:
            continue
        end = time.end_of(curve)
        corners = _corners(x, axes.y, [(level.at, level.value) for level in curve.levels], end)
        if len(corners) > 1:
            traces.append(Trace(corners, f"chart-line {tone(number)}"))
        lows = [(level.at, level.value if level.low is None else level.low) for level in curve.levels]
        highs = [(level.at, level.value if level.high is None else level.high) for level in curve.levels]
        if lows != highs:
            band = _corners(x, axes.y, highs, end) + _corners(x, axes.y, lows, end)[::-1]
            areas.append(Trace(band, f"chart-band {tone(number)}"))
        last = curve.levels[-1]
        title = titled(f"{curve.name} {number_text(last.at)}", about.text(last.value))
        dots.append(Dot(*corners[-1], GLYPHS[number], tone(number), title))
    ground = axes.bottom + 18
    numbers = ((x(at), number_text(at, time.ticks.decimals)) for at in time.ticks.values)
    below = labels_below(numbers, ground, size.width, size.width / 4)
    name = fit(str(time.name), size.width - 12)
    below.append(Label(axes.right, round(ground + 15, 1), name, "end"))
    risk_labels, risk_dots = _at_risk(risky, axes, x, size)
    drawing = Drawing(
        size.width,
        size.height,
        labels=(*below, *risk_labels),
        areas=tuple(areas),
        traces=tuple(traces),
        dots=(*dots, *risk_dots),
    )
    return with_axes(axes, drawing)


def _corners(
    x: Scale, y: Scale, levels: Sequence[tuple[Number, Number]], last: float
) -> tuple[tuple[float, float], ...]:
    """Level until the next event, then straight up or down."""
    corners: list[tuple[float, float]] = []
    for at, value in levels:
        if corners:
            corners.append((x(at), corners[-1][1]))
        corners.append((x(at), y(value)))
    if corners and x(last) > corners[-1][0]:
        corners.append((x(last), corners[-1][1]))
    return tuple(corners)


def _at_risk(risky: Sequence[tuple[int, Curve]], axes: Axes, x: Scale, size: Size) -> tuple[list[Label], list[Dot]]:
    if not risky:
        return [], []
    start = axes.bottom + 40 + ROW - 6
    labels, dots = [Label(6, round(start, 1), _("Still followed"))], []
    for row, (number, curve) in enumerate(risky, start=1):
        y = round(start + row * ROW, 1)
        dots.append(Dot(RADIUS + 4, round(y - 4, 1), GLYPHS[number], tone(number), str(curve.name)))
        numbers = ((x(at), number_text(count)) for at, count in sorted(curve.at_risk.items()))
        labels += [label for label in labels_below(numbers, y, size.width, 80) if label.x > 4 * RADIUS + 4]
    return labels, dots


def _table(about: About, curves: Sequence[Curve], along: Text) -> Table:
    headers = (
        _("Group"),
        str(along),
        about.heading(_("Value")),
        _("Lower bound"),
        _("Upper bound"),
        _("Still followed"),
    )
    rows: list[tuple[Cell, ...]] = []
    for curve in curves:
        levels = {level.at: level for level in curve.levels}
        for at in sorted({*levels, *curve.at_risk}):
            level = levels.get(at)
            numbers = (level.value, level.low, level.high) if level else (None, None, None)
            cells = (about.cell(number) for number in numbers)
            followed = curve.at_risk.get(at)
            rows.append((text_cell(curve.name), _whole(at), *cells, _whole(followed)))
    return Table(headers, tuple(rows))


def _whole(number: Number | None) -> Cell:
    return Cell(number, number_text(number))


def _said(about: About, curves: Sequence[Curve], along: Text) -> str:
    texts = []
    for curve in curves:
        if not curve.levels:
            texts.append(_("%(name)s: no value.") % {"name": curve.name})
            continue
        start, end = curve.levels[0], curve.levels[-1]
        words = {
            "name": curve.name,
            "start": about.text(start.value),
            "end": about.text(end.value),
            "along": along,
            "at": number_text(end.at),
        }
        texts.append(_("%(name)s: from %(start)s to %(end)s (%(along)s: %(at)s).") % words)
    return sentences(*texts)
