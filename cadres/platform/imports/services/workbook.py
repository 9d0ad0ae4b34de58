"""Reading an uploaded workbook: hostile files are refused, a row at a time is in memory."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any, Self

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from cadres.platform.imports.points import Column
from cadres.shared.files.packages import BadPackage, Limits, check_package
from cadres.shared.files.strict import in_usual_names

LARGEST_FILE = 20 * 1024 * 1024
LIMITS = Limits(entries=500, unpacked=300 * 1024 * 1024, strings=60 * 1024 * 1024)
MOST_ROWS = 50_000
MOST_COLUMNS = 100
HEADER_WITHIN = 10  # titles may stand above the header
PROBLEM = ("问题", "Problem")


class BadWorkbook(ValueError):
    """Why the file as a whole cannot be read and what to do, for people."""


@dataclass(frozen=True)
class Header:
    """Where the table is: the sheet, the last line of the header, place (from 0) → column, what was not understood."""

    sheet: str
    line: int
    places: dict[int, Column]
    unknown: list[str]
    width: int


def check_file(file: IO[bytes], size: int) -> None:
    """Refuse what is no plain .xlsx or would grow beyond all measure. Raises ``BadWorkbook``."""
    if size > LARGEST_FILE:
        raise BadWorkbook(_("The file is larger than %(limit)d MB. Divide it.") % {"limit": LARGEST_FILE >> 20})
    try:
        kind = check_package(file, LIMITS)
    except BadPackage as error:
        raise BadWorkbook(_why(error.code)) from error
    if kind != "xlsx":
        raise BadWorkbook(_why("kind"))


def _why(code: str) -> str:
    return {
        "ole": _("This is an old .xls file or has a password. Save it as .xlsx without a password."),
        "macros": _("The workbook holds macros. Save it as .xlsx, which has none."),
        "unpacks": _("The workbook unpacks to far more than its size. It was refused."),
        "entities": _("The workbook declares entities, which no workbook does. It was refused."),
    }.get(code, _("This is no Excel workbook. Save it as .xlsx."))


class Sheet:
    """The table of an uploaded workbook. Close it, or use it as a context."""

    def __init__(self, file: IO[bytes], columns: tuple[Column, ...], needed: tuple[tuple[str, ...], ...]):
        self._open = ExitStack()
        try:
            usual = self._open.enter_context(in_usual_names(file))
            self.book = load_workbook(usual, read_only=True, keep_links=False)
            self._open.callback(self.book.close)
        except Exception as error:
            self._open.close()
            raise BadWorkbook(_("The workbook is damaged. Open it in Excel and save it again.")) from error
        self.columns, self.needed = columns, needed
        try:
            self.header = self._find_header()
        except BaseException:
            self._open.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_args: object) -> None:
        self._open.close()

    def _sheets(self) -> Iterator[Any]:
        for sheet in self.book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size may be a lie
            yield sheet

    def _find_header(self) -> Header:
        best: Header | None = None
        for sheet in self._sheets():
            top = [[_cell_text(cell) for cell in row] for row in self._iterate(sheet, 1, HEADER_WITHIN + 1)]
            for index in range(min(len(top), HEADER_WITHIN)):
                single = self._header(sheet.title, index + 1, top[index])
                candidates = [single]
                if index + 1 < len(top):  # a header of two lines with merged cells
                    merged = [
                        below if self._column_of(below) else above
                        for above, below in _paired(top[index], top[index + 1])
                    ]
                    candidates.append(self._header(sheet.title, index + 2, merged))
                for found in candidates:
                    if best is None or len(found.places) > len(best.places):
                        best = found
        if best is None or len(best.places) < min(2, len(self.columns)):
            raise BadWorkbook(
                _("No header was found. Its names must be those of the template, in the first ten lines.")
            )
        there = {column.name for column in best.places.values()}
        if not any(there.issuperset(names) for names in self.needed):
            missing = [column.header for column in self.columns if column.name in set(self.needed[0]) - there]
            raise BadWorkbook(_("These columns are missing: %(names)s.") % {"names": "、".join(missing)})
        return best

    def _header(self, sheet: str, line: int, texts: list[str]) -> Header:
        places: dict[int, Column] = {}
        unknown = []
        for place, written in enumerate(texts):
            column = self._column_of(written)
            if column is None:
                if written and written not in PROBLEM:
                    unknown.append(f"{get_column_letter(place + 1)}: {written[:40]}")
            elif column in places.values():  # the first of two wins, and the user is told
                unknown.append(f"{get_column_letter(place + 1)}: {written[:40]}")
            else:
                places[place] = column
        width = max((place + 1 for place, written in enumerate(texts) if written), default=0)
        return Header(sheet, line, places, unknown, width)

    def _column_of(self, written: str) -> Column | None:
        return self._by_header.get(_normal(written)) if written else None

    @property
    def _by_header(self) -> dict[str, Column]:
        if "_headers" not in self.__dict__:
            self._headers = {_normal(text): column for column in self.columns for text in column.headers}
        return self._headers

    def _iterate(self, sheet: Any, first: int, last: int | None = None, width: int = MOST_COLUMNS) -> Iterator[tuple]:
        try:
            yield from sheet.iter_rows(min_row=first, max_row=last, max_col=width)
        except BadWorkbook:
            raise
        except Exception as error:
            raise BadWorkbook(_("The workbook is damaged. Open it in Excel and save it again.")) from error

    def lines(self) -> Iterator[tuple[int, tuple]]:
        """Number and cells of each line below the header that says anything. Raises ``BadWorkbook``."""
        sheet = self.book[self.header.sheet]
        sheet.reset_dimensions()
        first = self.header.line + 1
        for line, row in enumerate(self._iterate(sheet, first, width=self.header.width), start=first):
            if line - first >= MOST_ROWS:
                raise BadWorkbook(
                    _("The sheet has more than %(limit)d lines. Divide it, or delete the empty ones.")
                    % {"limit": MOST_ROWS}
                )
            if any(cell.value not in (None, "") for cell in row):
                yield line, row

    def top(self) -> Iterator[tuple]:
        """The lines up to the header, to give them back."""
        sheet = self.book[self.header.sheet]
        sheet.reset_dimensions()
        yield from self._iterate(sheet, 1, self.header.line, self.header.width)


def _normal(written: str) -> str:
    return re.sub(r"[\s*＊()（）：:]", "", written).casefold()


def _cell_text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _paired(above: list[str], below: list[str]) -> Iterator[tuple[str, str]]:
    for place in range(max(len(above), len(below))):
        yield above[place] if place < len(above) else "", below[place] if place < len(below) else ""
