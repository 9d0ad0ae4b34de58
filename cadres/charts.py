"""Lanes of time (任期图): who led when, drawn as SVG without script or style; the table beside it says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAYS = 365.2425
WIDTH, MARGIN, ROW, HEAD = 980, 210, 34, 26


@dataclass(frozen=True)
class Span:
    """One stay in a lane; ``until`` is the first day after it, None while it lasts."""

    lane: str
    label: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Box:
    """Lengths are text, so that no template puts thousands separators into them."""

    label: str
    x: str
    y: str
    width: str
    text_x: str
    text_y: str
    shade: str


@dataclass(frozen=True)
class Chart:
    width: str
    height: str
    lanes: list[tuple[str, str]]  # name and height of its text
    ticks: list[tuple[str, str]]  # year and position
    boxes: list[Box]
    foot: str


def draw(spans: Iterable[Span], today: date) -> Chart | None:
    """The spans in lanes, in the order in which lanes first appear; nothing for no span."""
    spans = sorted(spans, key=lambda span: span.since)
    if not spans:
        return None
    names = list(dict.fromkeys(span.lane for span in spans))
    first, last = spans[0].since.year, max(today.year, *((s.until or today).year for s in spans)) + 1
    scale = (WIDTH - MARGIN - 10) / (last - first)

    def place(day: date) -> float:
        return MARGIN + ((day - date(first, 1, 1)).days / DAYS) * scale

    boxes, seen = [], dict.fromkeys(names, 0)
    for span in spans:
        x, end = place(span.since), place(span.until or today)
        width = max(end - x, 2)
        y = HEAD + names.index(span.lane) * ROW
        fits = int(width // 15)  # a Chinese character is about 14 wide
        label = span.label if len(span.label) <= fits else ""
        shade = "0.18" if seen[span.lane] % 2 else "0.3"
        seen[span.lane] += 1
        boxes.append(Box(label, _px(x), _px(y), _px(width), _px(x + 6), _px(y + 18), shade))
    every = max(1, -(-(last - first) // 12))
    ticks = [(str(year), _px(place(date(year, 1, 1)))) for year in range(first, last, every)]
    lanes = [(name, _px(HEAD + number * ROW + 18)) for number, name in enumerate(names)]
    foot = HEAD + len(names) * ROW
    return Chart(str(WIDTH), _px(foot + 4), lanes, ticks, boxes, _px(foot))


def _px(length: float) -> str:
    return f"{length:.1f}"
