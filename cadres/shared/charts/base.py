"""What every chart (统计图) has: a title, a text for readers of screens, its numbers as a table and as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cadres.shared import phrases
from cadres.shared.charts.drawing import Drawing, glyph_path
from cadres.shared.charts.text import number_text
from cadres.shared.files.spreadsheets import BYTE_ORDER_MARK, csv_text
from cadres.shared.names import joined

Number = int | float | Decimal
Text = str | Promise
MOST_SERIES = 6  # more cannot be told apart


@dataclass(frozen=True)
class Series:
    """Values in the order of the categories or positions of the chart; ``None`` where there is none.

    ``links`` are the addresses of the lists that show what was counted, one for each value; "" leads nowhere.
    """

    name: Text
    values: Sequence[Number | None]
    links: Sequence[str] = ()

    def link(self, place: int) -> str:
        """Of what counts nothing there is no list to see."""
        return self.links[place] if self.links and self.values[place] else ""


@dataclass(frozen=True)
class Cell:
    """``value`` for the file, ``text`` for people."""

    value: Any
    text: str
    link: str = ""


Column = tuple[str, Sequence[Cell]]  # its heading and its cells


@dataclass(frozen=True)
class Table:
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Key:
    """A line of the legend: a series by colour and by shape or texture; ``form`` is line, box or dot."""

    name: str
    tone: int
    form: str
    glyph: str = ""
    texture: int = 0

    @property
    def d(self) -> str:
        return glyph_path(self.glyph, 14, 6)


@dataclass(frozen=True)
class About:
    """What a chart is called and how its numbers are written.

    ``key`` is unique on the page: it names the file and the textures. ``first`` heads the column of labels; without
    ``decimals`` a number has as many as it needs, two at most.
    """

    key: str
    title: Text
    unit: Text = ""
    first: Text = ""
    decimals: int | None = None

    def text(self, value: Number | None, *, signed: bool = False) -> str:
        return number_text(value, self.decimals, signed=signed)

    def cell(self, value: Number | None, missing: Text = "") -> Cell:
        return Cell(value, str(missing) if value is None and missing else self.text(value))

    def heading(self, name: Text) -> str:
        return _("%(name)s (%(unit)s)") % {"name": name, "unit": self.unit} if self.unit else str(name)

    def column(self, name: Text, values: Iterable[Number | None]) -> Column:
        return self.heading(name), [self.cell(value) for value in values]

    def column_of(self, series: Series, missing: Text = "") -> Column:
        """A series as a column whose numbers lead to their lists."""
        cells = (replace(self.cell(value, missing), link=series.link(n)) for n, value in enumerate(series.values))
        return self.heading(series.name), list(cells)

    def table(self, labels: Iterable[Any], columns: Sequence[Column]) -> Table:
        """A column of labels, and a named column of cells for each series."""
        rows = tuple(
            (text_cell(label), *(cells[place] for _name, cells in columns)) for place, label in enumerate(labels)
        )
        return Table((str(self.first or _("Item")), *(name for name, _cells in columns)), rows)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """``summary`` says to readers of screens what the drawing shows; ``kind`` is its class in the style sheet."""

    template: ClassVar[str]
    about: About
    kind: str
    summary: str
    table: Table
    legend: tuple[Key, ...] = ()

    @property
    def key(self) -> str:
        return self.about.key

    @property
    def title(self) -> Text:
        return self.about.title

    @property
    def unit(self) -> Text:
        return self.about.unit

    @property
    def is_empty(self) -> bool:
        return all(cell.value is None for row in self.table.rows for cell in row[1:])

    @property
    def shows_numbers(self) -> bool:
        """Whether every number of the table can be read in the chart itself."""
        return False

    def csv(self) -> str:
        rows = ([cell.value for cell in row] for row in self.table.rows)
        return BYTE_ORDER_MARK + "".join(csv_text(self.table.headers, rows))


@dataclass(frozen=True, kw_only=True)
class Plot(Chart):
    """Drawn twice: the page shows the drawing that fits the room it has."""

    template: ClassVar[str] = "components/charts/plot.html"
    wide: Drawing
    narrow: Drawing


def text_cell(text: Any) -> Cell:
    return Cell(str(text), str(text))


def keys_of(series: Sequence[Any], form: str, glyphs: Sequence[str] = ()) -> tuple[Key, ...]:
    """A legend for several series; a single one is named by the title."""
    if len(series) < 2:
        return ()
    return tuple(
        Key(str(one.name), tone, form, glyphs[tone] if glyphs else "", 0 if glyphs else tone)
        for tone, one in enumerate(series)
    )


def check_lengths(labels: Sequence[Any], series: Sequence[Series]) -> None:
    if len(series) > MOST_SERIES:
        raise ValueError(f"{len(series)} series; no chart shows more than {MOST_SERIES}.")
    for one in series:
        if len(one.values) != len(labels):
            raise ValueError(f"{one.name} has {len(one.values)} values for {len(labels)} labels.")
        if one.links and len(one.links) != len(labels):
            raise ValueError(f"{one.name} has {len(one.links)} links for {len(labels)} labels.")


def added(one: Number, other: Number) -> Decimal:
    """Exactly, and whatever kinds of numbers meet."""
    return Decimal(str(one)) + Decimal(str(other))


def nothing() -> str:
    return _("No data.")


def listed(texts: Iterable[Any]) -> str:
    """A short list in a sentence; a long one is cut, since the table has them all."""
    found = [str(text) for text in texts]
    shown = joined(found[:5])
    return shown if len(found) <= 5 else _("%(some)s and %(more)d more") % {"some": shown, "more": len(found) - 5}


def missing_text(labels: Iterable[Any]) -> str:
    found = list(labels)
    return _("No value: %(labels)s.") % {"labels": listed(found)} if found else ""


def sentences(*texts: str) -> str:
    return phrases.in_a_row(texts)
