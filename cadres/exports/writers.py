"""Tables as files: a workbook or CSV, row by row to disk, with the watermark."""

import csv
import tempfile
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, Any

from openpyxl import Workbook

from cadres.choices import ExportFormat
from cadres.exports.registry import Given, Source
from cadres.exports.watermark import Mark, on_properties, on_sheet
from cadres.shared.safe_cells import safe_cell

Line = tuple[int | None, list[Any]]


class TableSource(Source):
    """A source whose records are rows: implement ``lines``, and ``header`` that stands above them."""

    formats = (ExportFormat.XLSX, ExportFormat.CSV)

    def lines(self) -> Iterator[Line]:
        """The id of the cadre and the cells of each row, a few rows in memory at a time."""
        raise NotImplementedError

    def sample(self, number: int) -> Iterator[list[Any]]:
        for (_cadre, cells), _number in zip(self.lines(), range(number), strict=False):
            yield cells

    def write(self, wanted: str, *, mark: Mark, given: Given) -> IO[bytes]:
        rows = self._given(given)
        if wanted == ExportFormat.CSV:
            return write_csv(self.header(), rows, mark)
        return write_workbook(str(self.title), self.header(), rows, mark)

    def _given(self, given: Given) -> Iterator[list[Any]]:
        for cadre, cells in self.lines():
            given(cadre)
            yield [safe_cell(cell) for cell in cells]


def write_csv(header: list[str], rows: Iterator[list[Any]], mark: Mark) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller closes it
    text = TextIOWrapper(file, "utf-8-sig", newline="")  # with a mark, so that spreadsheet programs read Chinese
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    writer.writerow([safe_cell(mark.line)])
    text.flush()
    text.detach()
    file.seek(0)
    return file


def write_workbook(title: str, header: list[str], rows: Iterator[list[Any]], mark: Mark) -> IO[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title(title))
    sheet.freeze_panes = "A2"
    on_sheet(sheet, mark)
    on_properties(book.properties, mark)
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    sheet.append([])
    sheet.append([safe_cell(mark.line)])
    return saved(book)


def sheet_title(text: str) -> str:
    """As Excel takes it."""
    return "".join(sign for sign in text if sign.isprintable() and sign not in r"\/*?:[]'")[:31] or "1"


def saved(book: Any) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller closes it
    book.save(file)
    file.seek(0)
    return file
