"""The workbooks given out: template, export, and the uploaded sheet with its faults marked."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cadres.platform.imports.points import SHEET_STEP, Column, Resource
from cadres.platform.imports.services.tables import PROBLEM, Table, cell_text
from cadres.platform.imports.services.workbook import MOST_ROWS, Sheet
from cadres.shared.files.safe_cells import safe_cell, writable
from cadres.shared.files.spreadsheets import saved
from cadres.shared.files.watermark import Watermark, on_properties, on_sheet
from cadres.shared.names import joined
from cadres.shared.phrases import clauses, in_a_row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = PatternFill("solid", fgColor="FFE8EEF5")
NEEDED = PatternFill("solid", fgColor="FFFBE9D0")
WRONG = PatternFill("solid", fgColor="FFFFC7CE")
MOST_COMMENTS = 3000  # the writer keeps them in memory; beyond, the last column tells


def template(resource: type[Resource], known: Iterable[dict[str, Any]] = ()) -> IO[bytes]:
    """A workbook with header, drop-down lists, text format where digits would be lost, and notes.

    ``known`` are the rows that it comes with, by column; without them it is empty.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = str(resource.label)[:31]
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    for place, column in enumerate(resource.columns, start=1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.header)
        head.font, head.fill = Font(bold=True), NEEDED if column.required else HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[letter].width = column.width
        if column.as_text:
            sheet.column_dimensions[letter].number_format = "@"
            for line in range(2, 502):  # Excel forgets a column's format in rows it has not drawn
                sheet.cell(line, place).number_format = "@"
        if labels := _labels(column):
            for line, label in enumerate(labels, start=1):
                lists.cell(line, place, label)
            source = f"lists!${letter}$1:${letter}${len(labels)}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
            rule.add(f"{letter}2:{letter}{MOST_ROWS}")
            sheet.add_data_validation(rule)
    for line, row in enumerate(islice(known, MOST_ROWS), start=2):
        for place, column in enumerate(resource.columns, start=1):
            if column.name in row:
                sheet.cell(line, place, safe_cell(row[column.name]))
    sheet.freeze_panes = "A2"
    _notes(book.create_sheet(_("Notes"), 1), resource)
    return saved(book)


def _labels(column: Column) -> list[str]:
    if column.choices is not None:
        return [str(label) for _value, label in column.choices.choices]
    return []


def _notes(sheet: Any, resource: type[Resource]) -> None:
    bold = Font(bold=True)
    sheet.append([_("Column"), _("In Chinese and English"), _("Needed"), _("What to write")])
    for cell in sheet[1]:
        cell.font, cell.fill = bold, HEAD
    for column in resource.columns:
        hints = [str(column.help)] if column.help else []
        if labels := _labels(column):
            hints.append(_("One of: %(labels)s") % {"labels": joined(labels)})
        if column.clearable:
            hints.append(_("清空 takes the stored value away."))
        needed = _("yes") if column.required else ""
        sheet.append([column.header, f"{column.zh} / {column.en}", needed, in_a_row(hints)])
    sheet.append([])
    ways = clauses(resource.keys.values())
    for line in (
        str(resource.note),
        _("A record is found by: %(ways)s.") % {"ways": ways},
        _("An empty cell leaves what is stored as it is."),
        _("Dates: 198203, 1982.03, 1982-03-17, 1982年3月 or an Excel date."),
    ):
        if line:
            sheet.append([line])
    for letter, width in zip("ABCD", (18, 34, 8, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2, max_row=len(resource.columns) + 1, min_col=4, max_col=4):
        row[0].alignment = Alignment(wrap_text=True)


def export(resource: Resource, *, secrets: bool = False, step: Any = None, mark: Watermark | None = None) -> IO[bytes]:
    """Everything of the kind that the user sees, under the template's header: taking it in again changes nothing.

    Constant memory: rows come by a server-side cursor and go to disk one by one; ``step`` is told each record.
    The watermark stands above the header, where taking in passes over it.
    """
    columns = [column for column in resource.columns if secrets or not column.secret]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(resource.label)[:31])
    sheet.freeze_panes = "A3" if mark else "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    if mark:
        on_sheet(sheet, mark)
        on_properties(book.properties, mark)
        sheet.append([_cell(sheet, mark.line)])
    sheet.append([_head(sheet, column) for column in columns])
    for record in resource.records():
        values = resource.current(record)
        cells = (column.write(resource.export_value(column.name, values[column.name])) for column in columns)
        sheet.append([_cell(sheet, value) for value in cells])
        if step:
            step(record)
    return saved(book)


def _head(sheet: Any, column: Column) -> Cell:
    cell = WriteOnlyCell(sheet, column.header)
    cell.font, cell.fill = Font(bold=True), NEEDED if column.required else HEAD
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Text stays text: "=…" is no formula, "0123" keeps its zero."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet)
    _put_text(cell, value)
    return cell


def _put_text(cell: Any, value: str) -> None:
    cell.value = writable(value)
    cell.data_type = "s"
    if value[:1] in "=+-@" or value.isdigit():
        cell.number_format = "@"


def with_faults(sheet: Sheet, faults: dict[int, list[tuple[str, str]]]) -> IO[bytes]:
    """The uploaded tables again: wrong cells red and with a comment, a last column that says what to do."""
    book = Workbook(write_only=True)
    comments = 0
    for table in sheet.tables:
        out = book.create_sheet(table.header.sheet[:31])
        comments = _again_with_faults(table, out, faults, comments)
    return saved(book)


def _again_with_faults(table: Table, out: Any, faults: dict[int, list[tuple[str, str]]], comments: int) -> int:
    """One table; ``comments`` are those that were written before, and what is returned with those of it."""
    header = table.header
    places = {column.name: place for place, column in header.places.items()}
    names = {column.name: column.header for column in header.places.values()}
    old: set[int] = set()
    width, before = header.width, 0
    for row in table.rows():
        for _gap in range(before + 1, row.number) if row.number <= header.line else ():
            out.append([])
        before = row.number
        if row.number < header.line:
            out.append([_again(out, cell) for cell in row.cells])
            continue
        if row.number == header.line:
            old = {place for place, cell in enumerate(row.cells) if cell_text(cell) in PROBLEM}
            head = [None if place in old else _again(out, cell) for place, cell in enumerate(row.cells)]
            width = max(_trimmed(head), max(places.values()) + 1)
            out.append([*(head + [None] * width)[:width], _bold(out, _("Problem"))])
            continue
        found = faults.get(row.number + table.number * SHEET_STEP, [])
        cells = [None if place in old else _again(out, cell, full=bool(found)) for place, cell in enumerate(row.cells)]
        cells = (cells + [None] * width)[:width]
        if not found and not _trimmed(cells):
            continue
        for name, text in found:
            place = places.get(name)
            if place is None or place >= width:
                continue
            cell = cells[place] = cells[place] if isinstance(cells[place], Cell) else _blank(out, cells[place])
            cell.fill = WRONG
            if comments < MOST_COMMENTS and cell.comment is None:
                cell.comment = Comment(text, _("Check"), width=260, height=90)
                comments += 1
        note = "；".join(f"{names[name]}：{text}" if name in names else text for name, text in found)
        if note:
            last = _blank(out, None)
            _put_text(last, note)
            last.fill = WRONG
            cells.append(last)
        out.append(cells)
    return comments


def listing(title: str, header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A plain list to read and to work off; nothing in it is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_bold(sheet, text) for text in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    return saved(book)


def _trimmed(cells: list[Any]) -> int:
    return max((place + 1 for place, cell in enumerate(cells) if cell is not None), default=0)


def _bold(sheet: Any, text: str) -> Cell:
    cell = _blank(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _blank(sheet: Any, value: Any) -> Cell:
    return WriteOnlyCell(sheet, value)


def _again(sheet: Any, cell: Any, *, full: bool = True) -> Any:
    """The cell's value; text and dates keep their format, a formula is given back as its text."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        again = WriteOnlyCell(sheet)
        _put_text(again, value)
        return again
    if full or getattr(cell, "is_date", False) or isinstance(value, float):
        again = WriteOnlyCell(sheet, value)
        again.number_format = cell.number_format
        return again
    return value
