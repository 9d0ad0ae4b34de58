"""A roster as a workbook."""

from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cadres.registry.rosters.facts import Made
from cadres.shared.files.safe_cells import safe_cell
from cadres.shared.files.spreadsheets import saved, sheet_title
from cadres.shared.files.watermark import Watermark, on_properties, on_sheet


def write_roster(title: str, made: Made, mark: Watermark) -> IO[bytes]:
    """Groups with their headings, columns as wide as their text, the watermark in the last line and the margins."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_title(title)
    on_sheet(sheet, mark)
    on_properties(book.properties, mark)
    header = [str(_("No.")), *(str(column.title) for column in made.columns)]
    sheet.append(header)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"
    for group in made.groups:
        if group.title:
            sheet.append([safe_cell(group.title)])
            sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for row in group.rows:
            sheet.append([row.number, *(safe_cell(cell) for cell in row.cells)])
    for place in range(1, len(header) + 1):
        longest = max((len(str(cell.value or "")) for cell in sheet[get_column_letter(place)][:200]), default=4)
        sheet.column_dimensions[get_column_letter(place)].width = min(6 + 1.8 * longest, 60) if place > 1 else 8
    sheet.cell(sheet.max_row + 2, 1, safe_cell(mark.line))
    return saved(book)
