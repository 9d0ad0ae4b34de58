"""One sheet as a table: where its header is, which lines it has, what of it is not read."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cadres.platform.imports.points import SHEET_STEP, Column
from cadres.platform.imports.services.account import SheetAccount
from cadres.shared.files.workbooks import Damaged, OpenSheet, SheetRow, SheetRows
from cadres.shared.phrases import titled

MOST_COLUMNS = 200
HEADER_WITHIN = 20  # lines; titles may stand above the header
PROBLEM = ("问题", "Problem")
SHOWN = 40  # signs of a cell in the account
IN_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
T = TypeVar("T")


class BadWorkbook(ValueError):
    """Why the file as a whole cannot be read and what to do, for people."""


def guarded(read: Callable[[], T]) -> T:
    """A damaged file is told in words."""
    try:
        return read()
    except Damaged as error:
        raise BadWorkbook(_("The workbook is damaged. Open it in Excel and save it again.")) from error


@dataclass(frozen=True)
class Header:
    """Where a table is: the sheet, the last line of the header, place (from 0) → column, what is not read and why."""

    sheet: str
    line: int
    places: dict[int, Column]
    unread: dict[int, str]
    width: int

    @property
    def names(self) -> set[str]:
        return {column.name for column in self.places.values()}

    @property
    def unknown(self) -> list[str]:
        return [titled(get_column_letter(place + 1), text) for place, text in sorted(self.unread.items())]


@dataclass(frozen=True)
class Line:
    """A line of a table; ``place`` is its number, in further sheets beyond every number of the one before."""

    place: int
    cells: tuple[Any, ...]
    header: Header


class Reader:
    """Finds headers by the columns of a resource."""

    def __init__(self, columns: tuple[Column, ...]):
        self._by_header = {normal(text): column for column in columns for text in column.headers}

    def top(self, sheet: OpenSheet) -> list[list[str]]:
        """The texts of the first lines, one more than may hold the header."""
        lines: list[list[str]] = []
        for row in SheetRows(sheet, MOST_COLUMNS, until=HEADER_WITHIN + 1):
            lines += [[] for _number in range(len(lines) + 1, row.number)]
            lines.append([cell_text(cell) for cell in row.cells])
        return lines

    def best_header(self, title: str, top: list[list[str]]) -> Header | None:
        """The line with the most known columns; two lines together only where they have more."""
        lines = top[:HEADER_WITHIN]
        single = [self._header(title, number, texts) for number, texts in enumerate(lines, start=1)]
        double = [
            self._header(title, number + 1, [self._of_two(*pair) for pair in _paired(above, below)])
            for number, (above, below) in enumerate(pairwise(lines), start=1)
        ]
        best = max([*single, *double], key=lambda header: len(header.places), default=None)
        return best if best and best.places else None

    def _of_two(self, above: str, below: str) -> str:
        """In a header of two lines with merged cells the lower text counts where it is known, else the upper one."""
        if self._column_of(below):
            return below
        return above if self._column_of(above) else below or above

    def _header(self, title: str, line: int, texts: list[str]) -> Header:
        places: dict[int, Column] = {}
        unread = {}
        for place, written in enumerate(texts):
            column = self._column_of(written)
            if column is not None and column not in places.values():
                places[place] = column
            elif written and written not in PROBLEM:
                text = " ".join(written.split())[:SHOWN]
                unread[place] = text if column is None else _("%(text)s (stands twice)") % {"text": text}
        width = max((place + 1 for place, written in enumerate(texts) if written), default=0)
        return Header(title, line, places, unread, width)

    def _column_of(self, written: str) -> Column | None:
        """By the header as a whole, else without what stands in brackets: 出生年月（岁）."""
        if not written:
            return None
        return self._by_header.get(normal(written)) or self._by_header.get(normal(IN_BRACKETS.sub("", written)))


@dataclass
class Table:
    """A sheet that is read. Its account is complete when ``lines`` has come to its end."""

    sheet: OpenSheet
    header: Header
    first_lines: list[list[str]]
    number: int = 0  # among the tables of the workbook
    _told: SheetAccount | None = field(default=None, repr=False)

    def rows(self) -> Iterator[SheetRow]:
        """Every row that the file has, the header and what stands above it among them. Raises ``BadWorkbook``."""
        rows = iter(SheetRows(self.sheet, MOST_COLUMNS))
        while (row := guarded(lambda: next(rows, None))) is not None:
            yield row

    def lines(self) -> Iterator[Line]:
        """Lines below the header that say anything in a column that is read; the others stand in the account."""
        told = SheetAccount(self.header.sheet, header_line=self.header.line)
        told.columns = [column.header for _place, column in sorted(self.header.places.items())]
        told.above = sum(any(texts) for texts in self.first_lines[: self.header.line - 1])
        used: set[int] = set()
        rows = SheetRows(self.sheet, MOST_COLUMNS)
        each = iter(rows)
        while (row := guarded(lambda: next(each, None))) is not None:
            if row.number <= self.header.line:
                continue
            filled = {place for place, cell in enumerate(row.cells) if not _blank(cell)}
            if not filled:
                told.blank += 1
            elif not filled & set(self.header.places) or self._is_header(row.cells):
                told.passed.append((row.number, _first_text(row.cells, filled)))
            else:
                used |= filled
                told.rows += 1
                if row.hidden:
                    told.hidden_lines.append(row.number)
                yield Line(row.number + self.number * SHEET_STEP, row.cells, self.header)
        told.unread = self._unread(used)
        if rows.beyond:
            told.unread.append(_("everything behind column %(name)s") % {"name": get_column_letter(MOST_COLUMNS)})
        told.hidden_columns = [get_column_letter(place + 1) for place in sorted(rows.hidden_columns & used)]
        told.merged = [
            area.name
            for area in rows.merged
            if area.min_row > self.header.line
            and area.max_row > area.min_row
            and area.min_col - 1 in self.header.places
        ]
        self._told = told

    def account(self) -> SheetAccount:
        if self._told is None:
            for _line in self.lines():
                pass
        return self._told  # type: ignore[return-value]

    def _is_header(self, cells: tuple[Any, ...]) -> bool:
        """The header once more, as on every printed page."""
        said = {place: cell_text(cells[place]) for place in self.header.places if place < len(cells)}
        found = {place: text for place, text in said.items() if text}
        return len(found) > 1 and all(
            normal(text) in map(normal, self.header.places[place].headers) for place, text in found.items()
        )

    def _unread(self, used: set[int]) -> list[str]:
        """Columns with a header that is not known, or with none although something stands below."""
        below = self.first_lines[self.header.line] if len(self.first_lines) > self.header.line else []
        below = below if not any(text for place, text in enumerate(below) if place in self.header.places) else []
        found = dict(self.header.unread)
        for place in used - set(self.header.places) - set(found):
            text = below[place] if place < len(below) else ""
            found[place] = " ".join(text.split())[:SHOWN] or _("no header")
        return [titled(get_column_letter(place + 1), text) for place, text in sorted(found.items())]


def normal(written: str) -> str:
    """A header as it is compared: without spaces, stars, brackets and colons."""
    return re.sub(r"[\s*＊()（）：:]", "", written).casefold()


def cell_text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _first_text(cells: tuple[Any, ...], filled: set[int]) -> str:
    return " ".join(cell_text(cells[min(filled)]).split())[:SHOWN]


def _blank(cell: Any) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _paired(above: list[str], below: list[str]) -> Iterator[tuple[str, str]]:
    for place in range(max(len(above), len(below))):
        yield above[place] if place < len(above) else "", below[place] if place < len(below) else ""
