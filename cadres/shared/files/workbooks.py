"""Workbooks that anybody may have made: their sheets and rows as plain data, a reader reads them (``apart``).

openpyxl's own reader in constant memory fills every gap with empty rows and says nothing of what is hidden, so its
parser is used here one level below.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, Any, NamedTuple, Self

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import WorkSheetParser

from cadres.shared.files.apart import WORKBOOK, Apart
from cadres.shared.files.strict import in_usual_names

TRUE = ("1", "true")
TEXT = "s"
AT_ONCE = 200  # rows that the reader sends together


class Damaged(ValueError):
    """No workbook, or one that openpyxl cannot read to its end."""


class Cell(NamedTuple):
    """What stands in a cell. ``data_type`` as openpyxl has it: "f" of a formula, "e" of an error."""

    value: Any = None
    data_type: str = "n"
    number_format: str = ""
    is_date: bool = False


EMPTY = Cell()


class Area(NamedTuple):
    """Cells that are merged."""

    name: str
    min_row: int
    max_row: int
    min_col: int


class SheetRow(NamedTuple):
    number: int
    cells: tuple[Cell, ...]
    hidden: bool


@dataclass(frozen=True)
class OpenSheet:
    """A sheet of an open workbook."""

    book: "Workbook"
    place: int
    title: str
    is_visible: bool


class Workbook:
    """An uploaded workbook, open; close it, or use it as a context. Raises ``Damaged``, ``NotRead``."""

    def __init__(self, file: IO[bytes]):
        self.apart = Apart(Reader, file, bounds=WORKBOOK, raises=(Damaged,))
        try:
            found = self.apart.ask("sheets")
            self.sheets = [OpenSheet(self, place, *one) for place, one in enumerate(found)]
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_args: object) -> None:
        self.close()

    def close(self) -> None:
        self.apart.close()


@dataclass
class SheetRows:
    """The rows that the file has: iterate, then ask what of the sheet is hidden, merged or ``beyond`` the width.

    ``until``: no row of a higher number is wanted. Raises ``Damaged``, ``NotRead``.
    """

    sheet: OpenSheet
    width: int
    until: int | None = None
    hidden_columns: set[int] = field(default_factory=set)  # places from 0
    merged: list[Area] = field(default_factory=list)
    beyond: bool = False

    def __iter__(self) -> Iterator[SheetRow]:
        for piece in self.sheet.book.apart.each("rows", self.sheet.place, self.width, self.until):
            if isinstance(piece, dict):
                self.hidden_columns, self.beyond = set(piece["hidden_columns"]), piece["beyond"]
                self.merged = [Area(*area) for area in piece["merged"]]
                return
            for number, hidden, cells in piece:
                yield SheetRow(number, tuple(map(_cell, cells)), hidden)


def _cell(sent: Any) -> Cell:
    if sent is None:
        return EMPTY
    return Cell(sent, TEXT) if isinstance(sent, str) else Cell(*sent)


# --- in the reader ------------------------------------------------------------------------------


class Reader:
    """Whatever openpyxl raises for strange files is one thing."""

    def __init__(self, file: IO[bytes]):
        self._open = ExitStack()
        try:
            usual = self._open.enter_context(in_usual_names(file))
            self._book = load_workbook(usual, read_only=True, keep_links=False)
        except MemoryError:
            raise
        except Exception as error:
            raise Damaged from error

    def sheets(self) -> list[tuple[str, bool]]:
        return [(sheet.title, sheet.sheet_state == "visible") for sheet in self._book.worksheets]

    def rows(self, place: int, width: int, until: int | None) -> Iterator[list[Any]]:
        """Many rows at a time: number, whether hidden, cells. Last what is to be known of the sheet."""
        found: list[Any] = []
        beyond = False
        sheet = self._book.worksheets[place]
        try:
            with sheet._get_source() as source:
                parser = self._parser(sheet, source)
                for number, cells in parser.parse():
                    if until is not None and number > until:
                        break
                    looks = parser.row_dimensions.pop(str(number), {})
                    widest = max((cell["column"] for cell in cells if cell["value"] is not None), default=0)
                    beyond |= widest > width
                    filled = _filled(sheet, cells, min(widest, width))
                    found.append((number, looks.get("hidden") in TRUE, filled))
                    if len(found) == AT_ONCE:
                        yield found
                        found = []
        except MemoryError:
            raise
        except Exception as error:
            raise Damaged from error
        yield found
        return {  # type: ignore[return-value]
            "hidden_columns": [spot for look in parser.column_dimensions.values() for spot in _hidden(look)],
            "merged": [
                (str(area), area.min_row, area.max_row, area.min_col)
                for area in (parser.merged_cells.mergeCell if parser.merged_cells else ())
            ],
            "beyond": beyond,
        }

    def _parser(self, sheet: Any, source: IO[bytes]) -> WorkSheetParser:
        book = self._book
        return WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )


def _filled(sheet: Any, cells: list[dict[str, Any]], last: int) -> list[Any]:
    """The cells up to the last: nothing, a text, or what a ``Cell`` has."""
    row: list[Any] = [None] * last
    for cell in cells:
        if cell["column"] > last or cell["value"] is None:
            continue
        if cell["data_type"] == TEXT:
            row[cell["column"] - 1] = cell["value"]
        else:
            one = ReadOnlyCell(sheet, **cell)
            row[cell["column"] - 1] = (one.value, one.data_type, one.number_format or "", bool(one.is_date))
    return row


def _hidden(look: dict[str, Any]) -> range:
    if look.get("hidden") not in TRUE:
        return range(0)
    first = int(look.get("min") or column_index_from_string(look["index"]))
    return range(first - 1, min(int(look.get("max") or first), 1000))
