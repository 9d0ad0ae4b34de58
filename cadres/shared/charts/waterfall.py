"""Waterfalls (瀑布图): how a number came to be another, change by change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cadres.shared.charts.base import About, Cell, Key, Number, Text, added, missing_text, nothing, sentences
from cadres.shared.charts.rows import THICK, Bar, Row, RowChart, bar_between, percent
from cadres.shared.charts.scales import nice_ticks
from cadres.shared.phrases import titled

TOTAL, RISE, FALL = (3, 0), (1, 0), (2, 1)  # tone and texture


@dataclass(frozen=True)
class Change:
    """What is added or, below zero, taken away; ``total`` starts anew at zero and stands for the sum so far."""

    label: Text
    value: Number | None
    total: bool = False


def layout_waterfall(about: About, changes: Sequence[Change], *, name: Text) -> RowChart:
    """The first row usually is a total; a missing change moves nothing and is said to be missing."""
    sums = _sums(changes)
    scale = percent(nice_ticks([0, *sums]))
    rows = []
    for place, (change, after) in enumerate(zip(changes, sums, strict=True)):
        before = 0 if change.total or not place else sums[place - 1]
        text = about.text(change.value, signed=not change.total)
        bars = []
        if change.value is not None:
            number, texture = TOTAL if change.total else RISE if change.value >= 0 else FALL
            left, width = bar_between(scale, before, after)
            bars.append(Bar(left, width, 0, THICK, f"chart-tone-{number}", titled(change.label, text), texture))
        rows.append(Row(str(change.label), THICK, (text, about.text(after)), tuple(bars), strong=change.total))
    columns = [
        (about.heading(name), [Cell(change.value, row.texts[0]) for change, row in zip(changes, rows, strict=True)]),
        about.column(_("After it"), sums),
    ]
    return RowChart(
        about=about,
        kind="waterfall",
        summary=_said(about, changes, sums),
        table=about.table([change.label for change in changes], columns),
        legend=(
            Key(pgettext("chart", "Total"), TOTAL[0], "box"),
            Key(_("Rise"), RISE[0], "box"),
            Key(_("Fall"), FALL[0], "box", texture=FALL[1]),
        ),
        rows=tuple(rows),
        columns=(str(name), _("After it")),
        zero=scale(0) if scale.low < 0 else None,
    )


def _sums(changes: Sequence[Change]) -> list[Number]:
    sums: list[Number] = []
    now: Number = 0
    for change in changes:
        if change.value is not None:
            now = change.value if change.total else added(now, change.value)
        sums.append(now)
    return sums


def _said(about: About, changes: Sequence[Change], sums: Sequence[Number]) -> str:
    if all(change.value is None for change in changes):
        return nothing()
    moves = [(change.value, change.label) for change in changes if change.value is not None and not change.total]
    texts = [_("From %(start)s to %(end)s.") % {"start": about.text(sums[0]), "end": about.text(sums[-1])}]
    rise, fall = max(moves, key=_value, default=None), min(moves, key=_value, default=None)
    if rise and rise[0] > 0:
        texts.append(_("Largest rise: %(label)s (%(value)s).") % _words(about, rise))
    if fall and fall[0] < 0:
        texts.append(_("Largest fall: %(label)s (%(value)s).") % _words(about, fall))
    return sentences(*texts, missing_text(change.label for change in changes if change.value is None))


def _words(about: About, move: tuple[Number, Text]) -> dict[str, Text]:
    return {"label": move[1], "value": about.text(move[0], signed=True)}


def _value(move: tuple[Number, Text]) -> Number:
    return move[0]
