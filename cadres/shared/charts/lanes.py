"""Lanes of time (任期图): who led when, drawn as SVG without script or style; the table beside it says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cadres.shared.charts.milestones import Mark

DAYS = 365.2425
HEAD = 26  # the years
LETTER = 15  # a Chinese character is about 14 wide


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
NARROW = Frame(width=284, margin=6, row=50, name=13, box=19, years=5)  # a phone: the names above their lanes


@dataclass(frozen=True)
class Span:
    """One stay in a lane; ``until`` is the first day after it, None while it lasts; ``note`` says why it ended."""

    lane: str
    label: str
    since: date
    until: date | None
    note: str = ""
    joined: str = ""  # why this stay belongs together with one in another lane; drawn with a strong border


@dataclass(frozen=True)
class Box:
    """Lengths are text, so that no template puts thousands separators into them; ``title`` is shown on pointing."""

    label: str
    x: str
    y: str
    width: str
    text_x: str
    text_y: str
    shade: str
    title: str
    joined: str = ""


@dataclass(frozen=True)
class Dot:
    """A mark: a diamond by its corners."""

    points: str
    tone: str
    title: str


@dataclass(frozen=True)
class Chart:
    """``narrow`` is the same for a phone."""

    width: str
    height: str
    lanes: list[tuple[str, str]]  # name and height of its text
    ticks: list[tuple[str, str]]  # year and position
    boxes: list[Box]
    dots: list[Dot]
    foot: str
    narrow: "Chart | None" = None


def draw(spans: Iterable[Span], today: date, marks: Sequence[tuple[str, Sequence[Mark]]] = ()) -> Chart | None:
    """The spans in lanes, in the order in which lanes first appear, and below them a lane for each kind of marks.

    Spans of one lane that overlap are drawn in lanes below each other. Nothing for no span and no mark.
    """
    spans = sorted(spans, key=lambda span: span.since)
    days = [span.since for span in spans] + [mark.on for _title, row in marks for mark in row]
    if not days:
        return None
    ends = [today, *(span.until or today for span in spans), *days]
    years = range(min(days).year, max(ends).year + 1)
    rows = _rows(spans, today)
    return replace(_drawn(rows, marks, years, today, WIDE), narrow=_drawn(rows, marks, years, today, NARROW))


def _drawn(
    rows: list[tuple[str, list[Span]]],
    marks: Sequence[tuple[str, Sequence[Mark]]],
    years: range,
    today: date,
    frame: Frame,
) -> Chart:
    scale = (frame.width - frame.margin - 10) / len(years)

    def place(day: date) -> float:
        return frame.margin + ((day - date(years[0], 1, 1)).days / DAYS) * scale

    boxes = []
    for row, (_name, stays) in enumerate(rows):
        for number, span in enumerate(stays):
            x, y = place(span.since), HEAD + row * frame.row + frame.box
            width = max(place(span.until or today) - x, 2)
            shade = "0.18" if number % 2 else "0.3"
            label = _label(span, int(width // LETTER))
            boxes.append(
                Box(label, _px(x), _px(y), _px(width), _px(x + 6), _px(y + 18), shade, _title(span), span.joined)
            )
    dots = [
        Dot(
            _diamond(place(mark.on), HEAD + row * frame.row + frame.box + 13),
            mark.tone,
            f"{mark.on:%Y.%m.%d} {mark.text}",
        )
        for row, (_name, stays) in enumerate(marks, start=len(rows))
        for mark in stays
    ]
    every = max(1, -(-len(years) // frame.years))
    ticks = [(str(year), _px(place(date(year, 1, 1)))) for year in years[::every]]
    names = [name for name, _stays in rows] + [name for name, _row in marks]
    lanes = [(name, _px(HEAD + number * frame.row + frame.name)) for number, name in enumerate(names)]
    foot = HEAD + len(names) * frame.row
    return Chart(str(frame.width), _px(foot + 4), lanes, ticks, boxes, dots, _px(foot))


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


def _label(span: Span, fits: int) -> str:
    """As much as fits: label and why it ended, the label alone, or nothing."""
    both = f"{span.label} · {span.note}" if span.note else span.label
    return next((text for text in (both, span.label) if len(text) <= fits), "")


def _title(span: Span) -> str:
    until = f"{span.until:%Y.%m.%d}" if span.until else ""
    return " · ".join(filter(None, (span.lane, span.label, f"{span.since:%Y.%m.%d}–{until}", span.note, span.joined)))


def _diamond(x: float, y: float) -> str:
    return " ".join(f"{_px(a)},{_px(b)}" for a, b in ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)))


def _px(length: float) -> str:
    return f"{length:.1f}"
