"""Bar charts (条形图), one or several series: lying beside their names and numbers, or upright over an axis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from cadres.shared.charts.base import (
    About,
    Chart,
    Number,
    Plot,
    Series,
    Text,
    check_lengths,
    keys_of,
    missing_text,
    nothing,
    sentences,
)
from cadres.shared.charts.drawing import NARROW, WIDE, Axes, Box, Drawing, Size, axes_of, labels_below, tone, with_axes
from cadres.shared.charts.rows import MOST_COLUMNS, THICK, THIN, Bar, Row, RowChart, bar_between, percent
from cadres.shared.charts.scales import Scale, Ticks, nice_ticks
from cadres.shared.phrases import titled


@dataclass(frozen=True)
class Shares:
    """Each bar fills its row as far as its value fills its own whole: shares of 100, points of what can be reached.

    ``compare`` puts a pin into each bar, on the scale of the values; ``beside`` are numbers in front of the value
    that nothing is drawn for. ``missing`` says why a value is missing.
    """

    values: Series
    wholes: Sequence[Number]
    compare: Series | None = None
    beside: Sequence[Series] = ()
    missing: Text = ""


def layout_bars(about: About, labels: Sequence[Text], series: Sequence[Series], *, upright: bool = False) -> Chart:
    """Bars from zero. Lying ones show their numbers; upright ones suit few, short labels in an order, as years."""
    check_lengths(labels, series)
    columns = [about.column_of(one) for one in series]
    values = [value for one in series for value in one.values if value is not None]
    table = about.table(labels, columns)
    said = bars_said(about, labels, series)
    legend = keys_of(series, "box")
    if upright:
        wide, narrow = (
            _upright(about, size, labels, series, nice_ticks(values, most=size.ticks)) for size in (WIDE, NARROW)
        )
        return Plot(about=about, kind="bars", summary=said, table=table, legend=legend, wide=wide, narrow=narrow)
    scale = percent(nice_ticks(values))
    shown = columns if len(columns) <= MOST_COLUMNS else []
    height = THICK if len(series) == 1 else THIN
    rows = []
    for place, label in enumerate(labels):
        bars = [
            Bar(
                *bar_between(scale, 0, value),
                number * (height + 2),
                height,
                tone(number),
                titled(f"{label} · {one.name}", about.text(value)),
                number,
                one.link(place),
            )
            for number, one in enumerate(series)
            if (value := one.values[place]) is not None
        ]
        numbers = [cells[place] for _name, cells in shown]
        texts, links = tuple(cell.text for cell in numbers), tuple(cell.link for cell in numbers)
        rows.append(Row(str(label), max(len(series), 1) * (height + 2) - 2, texts, tuple(bars), links=links))
    return RowChart(
        about=about,
        kind="bars",
        summary=said,
        table=table,
        legend=legend,
        rows=tuple(rows),
        columns=tuple(str(one.name) for one in series) if shown else (),
        zero=scale(0) if scale.low < 0 else None,
        track=len(series) == 1 and scale.low == 0,
    )


def layout_shares(about: About, labels: Sequence[Text], shares: Shares) -> RowChart:
    values, compare = shares.values, shares.compare
    columns = [*shares.beside, values, *([compare] if compare else [])]
    check_lengths(labels, columns)
    cells = [(str(one.name), about.column_of(one, shares.missing if one is values else "")[1]) for one in columns]
    rows = []
    for place, (label, value, whole) in enumerate(zip(labels, values.values, shares.wholes, strict=True)):
        width = _share(value, whole)
        bar = Bar(0, width or 0, 0, THICK, tone(0), titled(label, about.text(value)), link=values.link(place))
        texts = tuple(column[place].text for _name, column in cells)
        links = tuple(column[place].link for _name, column in cells)
        pin = _share(compare.values[place], whole) if compare else None
        rows.append(Row(str(label), THICK, texts, (bar,) if width else (), pin=pin, links=links))
    return RowChart(
        about=about,
        kind="shares",
        summary=bars_said(about, labels, [values]),
        table=about.table(labels, cells),
        rows=tuple(rows),
        columns=tuple(name for name, _column in cells),
        track=True,
    )


def _share(value: Number | None, whole: Number) -> float | None:
    if value is None or not whole:
        return None
    return round(min(max(100 * float(value) / float(whole), 0.0), 100.0), 1)


def _upright(about: About, size: Size, labels: Sequence[Text], series: Sequence[Series], ticks: Ticks) -> Drawing:
    """The bars of one label side by side."""
    axes = axes_of(size, ticks)
    room = (axes.right - axes.left) / max(len(labels), 1)
    thick = min(room * 0.8 / max(len(series), 1), 40)
    boxes = []
    for place, label in enumerate(labels):
        start = axes.left + room * (place + 0.5) - thick * len(series) / 2
        for number, one in enumerate(series):
            if (value := one.values[place]) is not None:
                box = box_between(axes.y, start + number * thick, thick * 0.9, (0, value))
                title = titled(f"{label} · {one.name}", about.text(value))
                boxes.append(replace(box, look=tone(number), title=title, texture=number, link=one.link(place)))
    return over_labels(axes, size, labels, boxes)


def over_labels(axes: Axes, size: Size, labels: Sequence[Text], boxes: Sequence[Box]) -> Drawing:
    """With the labels below their boxes, as many as fit."""
    room = (axes.right - axes.left) / max(len(labels), 1)
    middles = ((axes.left + room * (place + 0.5), str(label)) for place, label in enumerate(labels))
    below = labels_below(middles, size.height - 6, size.width, max(room - 4, 40))
    return with_axes(axes, Drawing(size.width, size.height, labels=tuple(below), boxes=tuple(boxes)))


def box_between(y: Scale, x: float, width: float, ends: tuple[Number, Number]) -> Box:
    """A value other than zero is always seen."""
    top, bottom = sorted(map(y, ends))
    height = max(bottom - top, 1.0 if ends[0] != ends[1] else 0.0)
    return Box(round(x, 1), round(top, 1), round(width, 1), round(height, 1), "")


def bars_said(about: About, labels: Sequence[Text], series: Sequence[Series]) -> str:
    """Largest and smallest of each series, and what is missing."""
    texts = []
    for one in series:
        known = [(value, label) for value, label in zip(one.values, labels, strict=True) if value is not None]
        if not known:
            continue
        low, high = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
        words = {
            "name": one.name,
            "high": about.text(high[0]),
            "high_at": high[1],
            "low": about.text(low[0]),
            "low_at": low[1],
        }
        if low[0] == high[0]:
            texts.append(_("%(name)s: %(high)s everywhere.") % words)
        else:
            texts.append(_("%(name)s: largest %(high_at)s (%(high)s), smallest %(low_at)s (%(low)s).") % words)
        texts.append(missing_text(label for value, label in zip(one.values, labels, strict=True) if value is None))
    return sentences(*texts) or nothing()
