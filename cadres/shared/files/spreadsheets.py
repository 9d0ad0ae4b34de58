"""A table as a file, CSV or workbook: row by row, in constant memory; no cell of it can start a formula."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from itertools import chain
from typing import IO, Any

from openpyxl import Workbook

from cadres.shared.files.safe_cells import safe_cell
from cadres.shared.files.watermark import Watermark, on_properties, on_sheet

BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheet programs read Chinese
BLOCK = 1 << 16  # signs


def csv_text(header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Many lines at a time, for answers that are streamed."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_safe(header))
    for row in rows:
        writer.writerow(_safe(row))
        if buffer.tell() >= BLOCK:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write_csv(header: Iterable[Any], rows: Iterable[Iterable[Any]], mark: Watermark) -> IO[bytes]:
    """The watermark stands in the last line."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller closes it
    file.write(BYTE_ORDER_MARK.encode())
    for text in csv_text(header, chain(rows, [[mark.line]])):
        file.write(text.encode())
    file.seek(0)
    return file


def write_workbook(
    title: str, header: Iterable[Any], rows: Iterable[Iterable[Any]], mark: Watermark | None = None
) -> IO[bytes]:
    """The watermark stands in the last line, in the margins of printed pages and in the properties."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title(title))
    sheet.freeze_panes = "A2"
    if mark:
        on_sheet(sheet, mark)
        on_properties(book.properties, mark)
        rows = chain(rows, [[], [mark.line]])
    for row in chain([header], rows):
        sheet.append(_safe(row))
    return saved(book)


def sheet_title(text: str) -> str:
    """As Excel takes it."""
    return "".join(sign for sign in text if sign.isprintable() and sign not in r"\/*?:[]'")[:31] or "1"


def saved(book: Workbook) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller closes it
    book.save(file)
    file.seek(0)
    return file


def _safe(row: Iterable[Any]) -> list[Any]:
    return [safe_cell(_short(cell)) for cell in row]


def _short(cell: Any) -> Any:
    """A number without the zeros that a column of the database puts behind it."""
    return Decimal(f"{cell.normalize():f}") if isinstance(cell, Decimal) and cell.is_finite() else cell
