"""What a drawing is made of. Positions are numbers in the box of the drawing, rounded to a tenth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cadres.shared.charts.scales import Scale, Ticks
from cadres.shared.charts.text import SIZE, fit, number_text, width_of

GLYPHS = ("circle", "square", "diamond", "triangle", "ring", "cross")
RADIUS = 4.0
EDGE = 6.0  # free on every side


@dataclass(frozen=True)
class Size:
    """``ticks`` is how many steps the axis of values may have."""

    width: float
    height: float
    ticks: int


WIDE = Size(640, 260, 5)
NARROW = Size(320, 200, 4)


@dataclass(frozen=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    look: str = "chart-grid"


@dataclass(frozen=True)
class Label:
    """``title`` is the whole text where ``text`` had to be cut."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    title: str = ""


@dataclass(frozen=True)
class Box:
    """``texture`` 0 is plain; ``label`` stands inside."""

    x: float
    y: float
    width: float
    height: float
    look: str
    title: str = ""
    texture: int = 0
    label: str = ""
    link: str = ""


@dataclass(frozen=True)
class Trace:
    """A line or, closed, an area."""

    points: tuple[tuple[float, float], ...]
    look: str

    @property
    def d(self) -> str:
        start, *others = self.points
        return f"M{start[0]} {start[1]}" + "".join(f"L{x} {y}" for x, y in others)


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    glyph: str
    look: str
    title: str = ""

    @property
    def d(self) -> str:
        return glyph_path(self.glyph, self.x, self.y)


@dataclass(frozen=True)
class Drawing:
    width: float
    height: float
    rules: tuple[Rule, ...] = ()
    labels: tuple[Label, ...] = ()
    areas: tuple[Trace, ...] = ()
    boxes: tuple[Box, ...] = ()
    traces: tuple[Trace, ...] = ()
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True)
class Axes:
    """The inner box of a drawing with its scale of values, and what is drawn for it."""

    left: float
    right: float
    top: float
    bottom: float
    y: Scale
    rules: tuple[Rule, ...]
    labels: tuple[Label, ...]


def axes_of(size: Size, ticks: Ticks, *, below: float = 24.0) -> Axes:
    """A scale of values at the left, with a line across for each tick; ``below`` is kept free for the other axis."""
    texts = [number_text(value, ticks.decimals) for value in ticks.values]
    left = min(max(width_of(text) for text in texts) + 2 * EDGE, size.width * 0.4)
    right, top, bottom = size.width - EDGE - RADIUS, EDGE + SIZE / 2, size.height - below
    y = Scale(ticks.low, ticks.high, bottom, top)
    rules, labels = [], []
    for value, text in zip(ticks.values, texts, strict=True):
        at = y(value)
        rules.append(Rule(round(left, 1), at, right, at, "chart-grid" if value else "chart-base"))
        labels.append(Label(round(left - EDGE, 1), round(at + 4, 1), fit(text, left - 2 * EDGE + 0.1), "end"))
    return Axes(round(left, 1), right, top, bottom, y, tuple(rules), tuple(labels))


def labels_below(ticks: Iterable[tuple[float, str]], y: float, width: float, room: float) -> list[Label]:
    """Texts side by side, each cut to its room; those that would touch the one before are left out."""
    found: list[Label] = []
    free = 0.0
    for x, whole in ticks:
        text = fit(whole, room)
        half = width_of(text) / 2
        x = min(max(x, half), width - half)  # noqa: PLW2901 -- moved inwards at the edges
        if text and x - half >= free:
            found.append(Label(round(x, 1), y, text, "middle", whole if text != whole else ""))
            free = x + half + EDGE
    return found


def glyph_path(glyph: str, x: float, y: float, radius: float = RADIUS) -> str:
    r = radius
    corners: dict[str, Sequence[tuple[float, float]]] = {
        "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "diamond": ((0, -r - 1), (r + 1, 0), (0, r + 1), (-r - 1, 0)),
        "triangle": ((0, -r - 1), (r + 1, r), (-r - 1, r)),
    }
    if glyph == "cross":
        return f"M{x - r:.1f} {y - r:.1f}L{x + r:.1f} {y + r:.1f}M{x - r:.1f} {y + r:.1f}L{x + r:.1f} {y - r:.1f}"
    if glyph in corners:
        return "M" + "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners[glyph]) + "Z"
    return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"


def with_axes(axes: Axes, drawing: Drawing) -> Drawing:
    return replace(drawing, rules=axes.rules + drawing.rules, labels=axes.labels + drawing.labels)


def tone(number: int) -> str:
    return f"chart-tone-{number}"
