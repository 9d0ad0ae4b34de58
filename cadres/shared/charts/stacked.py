"""Stacked bars (堆积条形图): what each total is made of. Negative values are stacked on the other side of zero."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from django.utils.translation import pgettext

from cadres.shared.charts.bars import bars_said, box_between, over_labels
from cadres.shared.charts.base import (
    About,
    Chart,
    Number,
    Plot,
    Series,
    Text,
    added,
    check_lengths,
    keys_of,
    missing_text,
    sentences,
)
from cadres.shared.charts.drawing import NARROW, WIDE, Drawing, Size, axes_of, tone
from cadres.shared.charts.rows import THICK, Bar, Row, RowChart, bar_between, percent
from cadres.shared.charts.scales import Ticks, nice_ticks
from cadres.shared.phrases import titled


@dataclass(frozen=True)
class Piece:
    """A value of one series, and between which sums it lies."""

    series: int
    ends: tuple[Number, Number]
    title: str
    link: str


class StackedRows(RowChart):
    @property
    def shows_numbers(self) -> bool:
        return False  # only the totals


def layout_stacked(
    about: About,
    labels: Sequence[Text],
    series: Sequence[Series],
    *,
    upright: bool = False,
    total_links: Sequence[str] = (),
) -> Chart:
    """Lying bars show the total beside them; what it is made of stands in the table under the chart."""
    check_lengths(labels, series)
    stacks = [list(_stack(about, label, series, place)) for place, label in enumerate(labels)]
    ends = [end for stack in stacks for piece in stack for end in piece.ends]
    sums = [_total(series, place) for place in range(len(labels))]
    totals = Series(pgettext("chart", "Total"), sums, total_links)
    gaps = (
        f"{label} · {one.name}"
        for place, label in enumerate(labels)
        for one in series
        if one.values[place] is None and totals.values[place] is not None
    )
    said = sentences(bars_said(about, labels, [totals]), missing_text(gaps))
    table = about.table(labels, [about.column_of(one) for one in (*series, totals)])
    legend = keys_of(series, "box")
    if upright:
        wide, narrow = (_drawn(size, labels, stacks, nice_ticks(ends, most=size.ticks)) for size in (WIDE, NARROW))
        return Plot(about=about, kind="stacked", summary=said, table=table, legend=legend, wide=wide, narrow=narrow)
    scale = percent(nice_ticks(ends))
    rows = []
    for place, (label, stack) in enumerate(zip(labels, stacks, strict=True)):
        bars = (
            Bar(*bar_between(scale, *piece.ends), 0, THICK, tone(piece.series), piece.title, piece.series, piece.link)
            for piece in stack
        )
        total, link = about.text(totals.values[place]), totals.link(place)
        rows.append(Row(str(label), THICK, (total,), tuple(bars), links=(link,)))
    return StackedRows(
        about=about,
        kind="stacked",
        summary=said,
        table=table,
        legend=legend,
        rows=tuple(rows),
        columns=(str(totals.name),),
        zero=scale(0) if scale.low < 0 else None,
    )


def _stack(about: About, label: Text, series: Sequence[Series], place: int) -> Iterator[Piece]:
    up: Number = 0
    down: Number = 0
    for number, one in enumerate(series):
        value = one.values[place]
        if value is None:
            continue
        start = down if value < 0 else up
        if value < 0:
            down = added(down, value)
        else:
            up = added(up, value)
        title = titled(f"{label} · {one.name}", about.text(value))
        yield Piece(number, (start, added(start, value)), title, one.link(place))


def _total(series: Sequence[Series], place: int) -> Number | None:
    known = [value for one in series if (value := one.values[place]) is not None]
    return reduce(added, known) if known else None


def _drawn(size: Size, labels: Sequence[Text], stacks: Sequence[Sequence[Piece]], ticks: Ticks) -> Drawing:
    axes = axes_of(size, ticks)
    room = (axes.right - axes.left) / max(len(labels), 1)
    thick = min(room * 0.7, 56)
    boxes = []
    for place, stack in enumerate(stacks):
        x = axes.left + room * (place + 0.5) - thick / 2
        for piece in stack:
            box = box_between(axes.y, x, thick, piece.ends)
            look = tone(piece.series)
            boxes.append(replace(box, look=look, title=piece.title, texture=piece.series, link=piece.link))
    return over_labels(axes, size, labels, boxes)
