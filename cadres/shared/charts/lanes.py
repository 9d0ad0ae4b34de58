"""Lanes of time (任期图): who was where and when, and below the stays what happened on single days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cadres.shared.charts.base import About, Cell, Plot, Table, nothing, sentences, text_cell
from cadres.shared.charts.drawing import Box, Dot, Drawing, Label, Rule
from cadres.shared.charts.milestones import Milestone
from cadres.shared.charts.scales import Scale
from cadres.shared.charts.text import fit, width_of
from cadres.shared.phrases import day_text, days_text

HEAD = 26  # the years
BOX = 26
INDENT = 6  # of the name in its box
TONES = {"good": "circle", "warn": "square", "bad": "triangle"}


@dataclass(frozen=True)
class Frame:
    """Where things stand: ``margin`` to the left of the first year; name and box of a lane below its upper edge."""

    width: int
    margin: int
    row: int
    name: int
    box: int
    years: int  # as many fit side by side


WIDE = Frame(width=980, margin=210, row=34, name=18, box=0, years=12)
NARROW = Frame(width=320, margin=6, row=50, name=13, box=19, years=5)  # a phone: the names above their lanes


@dataclass(frozen=True)
class Span:
    """One stay in a lane; ``until`` is the first day after it, None while it lasts; ``note`` says why it ended."""

    lane: str
    label: str
    since: date
    until: date | None
    note: str = ""
    joined: str = ""  # why this stay belongs together with one in another lane; drawn with a strong border


def layout_lanes(
    about: About, spans: Iterable[Span], today: date, marks: Sequence[tuple[str, Sequence[Milestone]]] = ()
) -> Plot:
    """The spans in lanes, in the order in which lanes first appear, and below them a lane for each kind of marks.

    Spans of one lane that overlap are drawn in lanes below each other.
    """
    spans = sorted(spans, key=lambda span: span.since)
    days = [span.since for span in spans] + [mark.on for _title, row in marks for mark in row]
    ends = [today, *(span.until or today for span in spans), *days]
    years = range(min(days, default=today).year, max(ends).year + 1)
    rows = _rows(spans, today)
    wide, narrow = (_drawn(rows, marks, years, today, frame) for frame in (WIDE, NARROW))
    return Plot(
        about=about,
        kind="lanes",
        summary=_said(spans, marks) if days else nothing(),
        table=_table(spans, marks),
        wide=wide,
        narrow=narrow,
    )


def _drawn(
    rows: list[tuple[str, list[Span]]],
    marks: Sequence[tuple[str, Sequence[Milestone]]],
    years: range,
    today: date,
    frame: Frame,
) -> Drawing:
    first, end = date(years[0], 1, 1), date(years[-1], 12, 31)
    x = Scale(first.toordinal(), end.toordinal() + 1, frame.margin, frame.width - 10)
    boxes = []
    for row, (_name, stays) in enumerate(rows):
        for number, span in enumerate(stays):
            left = x(span.since.toordinal())
            width = max(round(x((span.until or today).toordinal()) - left, 1), 2)
            look = "lane" + (" lane-pale" if number % 2 else "") + (" lane-joined" if span.joined else "")
            label = _label(span, width - 2 * INDENT)
            boxes.append(Box(left, HEAD + row * frame.row + frame.box, width, BOX, look, _until(span), label=label))
    dots = [
        Dot(
            x(mark.on.toordinal()),
            HEAD + row * frame.row + frame.box + BOX / 2,
            TONES.get(mark.tone, "diamond"),
            f"lane-dot lane-dot-{mark.tone}",
            f"{day_text(mark.on)} {mark.text}",
        )
        for row, (_name, stays) in enumerate(marks, start=len(rows))
        for mark in stays
    ]
    names = [name for name, _stays in rows] + [name for name, _stays in marks]
    foot = HEAD + len(names) * frame.row
    every = max(1, -(-len(years) // frame.years))
    starts = [(str(year), x(date(year, 1, 1).toordinal())) for year in years[::every]]
    room = (frame.margin if frame is WIDE else frame.width) - 2 * INDENT
    lanes = [(name, fit(name, room), HEAD + number * frame.row + frame.name) for number, name in enumerate(names)]
    return Drawing(
        frame.width,
        foot + 4,
        rules=tuple(Rule(at, 22, at, foot) for _year, at in starts),
        labels=(
            *(Label(at, 14, year) for year, at in starts if at + width_of(year) <= frame.width),
            *(Label(INDENT, y, text, title=name if text != name else "") for name, text, y in lanes),
        ),
        boxes=tuple(boxes),
        dots=tuple(dots),
    )


def _rows(spans: list[Span], today: date) -> list[tuple[str, list[Span]]]:
    """Lanes with their spans; a lane is doubled, without its name, where two of its spans overlap."""
    lanes: dict[str, list[list[Span]]] = {}
    for span in spans:
        rows = lanes.setdefault(span.lane, [])
        free = next((row for row in rows if (row[-1].until or today) <= span.since), None)
        if free is None:
            rows.append([span])
        else:
            free.append(span)
    return [(name if not number else "", row) for name, rows in lanes.items() for number, row in enumerate(rows)]


def _label(span: Span, room: float) -> str:
    """As much as fits: label and why it ended, the label alone, or nothing."""
    both = f"{span.label} · {span.note}" if span.note else span.label
    return next((text for text in (both, span.label) if width_of(text) <= room), "")


def _until(span: Span) -> str:
    days = days_text(span.since, span.until)
    return " · ".join(filter(None, (span.lane, span.label, days, span.note, span.joined)))


def _table(spans: list[Span], marks: Sequence[tuple[str, Sequence[Milestone]]]) -> Table:
    def day(on: date | None) -> Cell:
        return Cell(on, day_text(on))

    rows = [
        (text_cell(span.lane), text_cell(span.label), day(span.since), day(span.until), text_cell(_note(span)))
        for span in spans
    ]
    rows += [
        (text_cell(title), text_cell(mark.text), day(mark.on), day(None), text_cell(""))
        for title, stays in marks
        for mark in stays
    ]
    return Table((_("Lane"), _("What"), pgettext("chart", "From"), _("Before"), _("Remark")), tuple(rows))


def _note(span: Span) -> str:
    return " · ".join(filter(None, (span.note, span.joined)))


def _said(spans: list[Span], marks: Sequence[tuple[str, Sequence[Milestone]]]) -> str:
    texts = []
    if spans:
        last = spans[-1]
        texts = [
            _("Stays: %(number)d, the first from %(first)s; the latest: %(last)s.")
            % {"number": len(spans), "first": day_text(spans[0].since), "last": _until(last)}
        ]
    texts += [_("%(kind)s: %(number)d.") % {"kind": title, "number": len(stays)} for title, stays in marks if stays]
    return sentences(*texts)
