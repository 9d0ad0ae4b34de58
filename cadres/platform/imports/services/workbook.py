"""Reading an uploaded workbook: hostile files are refused, a row at a time is in memory."""

from collections.abc import Iterator
from typing import IO, Self

from django.utils.translation import gettext as _

from cadres.platform.imports.points import Column
from cadres.platform.imports.services.account import Account, SheetAccount, left_out
from cadres.platform.imports.services.tables import (
    HEADER_WITHIN,
    BadWorkbook,
    Header,
    Line,
    Reader,
    Table,
    guarded,
)
from cadres.shared.files.packages import BadPackage, Limits, check_package
from cadres.shared.files.workbooks import Workbook

LARGEST_FILE = 20 * 1024 * 1024
LIMITS = Limits(entries=500, unpacked=300 * 1024 * 1024, strings=60 * 1024 * 1024)
MOST_ROWS = 50_000


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
    """The table of an uploaded workbook, which may go on over several sheets. Close it, or use it as a context.

    ``header`` is that of the first. Other visible sheets whose header has the same columns are read after it; what is
    not read is in the account.
    """

    def __init__(self, file: IO[bytes], columns: tuple[Column, ...], needed: tuple[tuple[str, ...], ...]):
        self.book = guarded(lambda: Workbook(file))
        self.columns, self.needed = columns, needed
        try:
            self.tables, self._left = self._find_tables()
        except BaseException:
            self.book.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_args: object) -> None:
        self.book.close()

    @property
    def header(self) -> Header:
        return self.tables[0].header

    def _find_tables(self) -> tuple[list[Table], list[SheetAccount]]:
        reader, found, left = Reader(self.columns), [], []
        for sheet in self.book.sheets:
            top = guarded(lambda sheet=sheet: reader.top(sheet))
            found.append((sheet, top, reader.best_header(sheet.title, top)))
        seen = [header for sheet, _top, header in found if header and sheet.is_visible]
        best = max(
            seen or [header for _sheet, _top, header in found if header],
            key=lambda header: len(header.places),
            default=None,
        )
        self._check(best)
        tables = []
        for sheet, top, header in found:
            if header is best:
                tables.insert(0, Table(sheet, header, top))
            elif header and header.names == best.names and sheet.is_visible:
                tables.append(Table(sheet, header, top))
            else:
                names = [column.header for _place, column in sorted(header.places.items())] if header else []
                left.append(left_out(sheet, top, names))
        for number, table in enumerate(tables):  # as they stand in the workbook, after the one that counts
            table.number = number
        return tables, left

    def _check(self, best: Header | None) -> None:
        if best is None or len(best.places) < min(2, len(self.columns)):
            message = _("No header was found. Its names must be those of the template, in the first %(lines)d lines.")
            raise BadWorkbook(message % {"lines": HEADER_WITHIN})
        if not any(best.names.issuperset(names) for names in self.needed):
            missing = [column.header for column in self.columns if column.name in set(self.needed[0]) - best.names]
            raise BadWorkbook(_("These columns are missing: %(names)s.") % {"names": "、".join(missing)})

    def lines(self) -> Iterator[Line]:
        """Each line below a header that says anything in a column that is read. Raises ``BadWorkbook``."""
        number = 0
        for table in self.tables:
            for line in table.lines():
                number += 1
                if number > MOST_ROWS:
                    raise BadWorkbook(
                        _("The workbook has more than %(limit)d lines. Divide it.") % {"limit": MOST_ROWS}
                    )
                yield line

    def account(self) -> Account:
        """What was read and what was not, once all ``lines`` have been passed."""
        return Account([*(table.account() for table in self.tables), *self._left])
