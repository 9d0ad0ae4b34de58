"""Dots with intervals (点与区间图): an estimate, and between which bounds it lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cadres.shared.charts.base import About, Number, Text, missing_text, nothing, sentences
from cadres.shared.charts.drawing import tone
from cadres.shared.charts.rows import THICK, Point, Row, RowChart, Whisker, ends_of, percent
from cadres.shared.charts.scales import nice_ticks
from cadres.shared.phrases import in_a_row, titled

INSET = 3.0  # percent: a dot at the end of the axis is whole


@dataclass(frozen=True)
class Interval:
    """``value`` lies between ``low`` and ``high``; all three are missing where nothing could be estimated."""

    label: Text
    value: Number | None
    low: Number | None = None
    high: Number | None = None


def layout_intervals(
    about: About,
    intervals: Sequence[Interval],
    *,
    name: Text,
    reference: Number | None = None,
    from_zero: bool = False,
) -> RowChart:
    """``name`` is what was estimated, ``reference`` a value that all are compared with, drawn through all rows."""
    ends = [end for one in intervals for end in (one.value, one.low, one.high) if end is not None]
    if reference is not None:
        ends.append(reference)
    ticks = nice_ticks(ends, from_zero=from_zero)
    scale = percent(ticks, INSET, 100 - INSET)
    pin = None if reference is None else scale(reference)
    rows = []
    for one in intervals:
        text = _written(about, one)
        whiskers, points = [], []
        if one.low is not None and one.high is not None:
            whiskers.append(Whisker(scale(one.low), scale(one.high), THICK / 2, tone(0)))
        if one.value is not None:
            points.append(Point(scale(one.value), THICK / 2, "circle", tone(0), titled(one.label, text)))
        rows.append(Row(str(one.label), THICK, (text,), (), tuple(whiskers), tuple(points), pin))
    columns = [
        about.column(name, [one.value for one in intervals]),
        about.column(_("Lower bound"), [one.low for one in intervals]),
        about.column(_("Upper bound"), [one.high for one in intervals]),
    ]
    compared = _("Compared with %(value)s.") % {"value": about.text(reference)} if reference is not None else ""
    return RowChart(
        about=about,
        kind="intervals",
        summary=sentences(_said(about, intervals), compared),
        table=about.table([one.label for one in intervals], columns),
        rows=tuple(rows),
        columns=(str(name),),
        marks=ends_of(ticks, scale),
    )


def _written(about: About, one: Interval) -> str:
    if one.low is None or one.high is None:
        return about.text(one.value)
    bounds = {"low": about.text(one.low), "high": about.text(one.high)}
    return in_a_row((about.text(one.value), _("(%(low)s to %(high)s)") % bounds))


def _said(about: About, intervals: Sequence[Interval]) -> str:
    known = [(one.value, one) for one in intervals if one.value is not None]
    if not known:
        return nothing()
    low, high = min(known, key=lambda pair: pair[0])[1], max(known, key=lambda pair: pair[0])[1]
    text = _("Highest: %(high_at)s, %(high)s. Lowest: %(low_at)s, %(low)s.") % {
        "high_at": high.label,
        "high": _written(about, high),
        "low_at": low.label,
        "low": _written(about, low),
    }
    return sentences(text, missing_text(one.label for one in intervals if one.value is None))
