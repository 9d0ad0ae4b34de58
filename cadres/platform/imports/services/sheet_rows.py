"""The rows of a sheet as the file has them: with their numbers, whether they are hidden, and without those between.

openpyxl's own reader in constant memory fills every gap with empty rows and says nothing of what is hidden, so its
parser is used here one level below.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from openpyxl.cell.read_only import EMPTY_CELL, ReadOnlyCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import WorkSheetParser

TRUE = ("1", "true")


class SheetRow(NamedTuple):
    number: int
    cells: tuple[Any, ...]
    hidden: bool


@dataclass
class SheetRows:
    """Iterate, then ask what of the sheet is hidden, merged or ``beyond`` the width looked at.

    Raises what the library raises for damaged files.
    """

    sheet: Any
    width: int
    hidden_columns: set[int] = field(default_factory=set)  # places from 0
    merged: list[Any] = field(default_factory=list)
    beyond: bool = False

    def __iter__(self) -> Iterator[SheetRow]:
        book = self.sheet.parent
        with self.sheet._get_source() as source:
            parser = WorkSheetParser(
                source,
                self.sheet._shared_strings,
                data_only=book.data_only,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, cells in parser.parse():
                looks = parser.row_dimensions.pop(str(number), {})
                yield SheetRow(number, self._filled(cells), looks.get("hidden") in TRUE)
            self.hidden_columns = {place for look in parser.column_dimensions.values() for place in _hidden(look)}
            self.merged = list(parser.merged_cells.mergeCell) if parser.merged_cells else []

    def _filled(self, cells: list[dict[str, Any]]) -> tuple[Any, ...]:
        widest = max((cell["column"] for cell in cells if cell["value"] is not None), default=0)
        self.beyond |= widest > self.width
        last = min(widest, self.width)
        row: list[Any] = [EMPTY_CELL] * last
        for cell in cells:
            if cell["column"] <= last:
                row[cell["column"] - 1] = ReadOnlyCell(self.sheet, **cell)
        return tuple(row)


def _hidden(look: dict[str, Any]) -> range:
    if look.get("hidden") not in TRUE:
        return range(0)
    first = int(look.get("min") or column_index_from_string(look["index"]))
    return range(first - 1, min(int(look.get("max") or first), 1000))
