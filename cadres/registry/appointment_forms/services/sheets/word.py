"""The printed form as a Word document, drawn box by box so that an office may still type in it."""

from collections.abc import Iterable
from io import BytesIO
from struct import error as StructError  # noqa: N812 -- a class by its nature
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cadres.registry.appointment_forms.services.sheets.sheet import FAMILY_GRID, GRID, LABEL, WHEN, WIDTH, Cell, Sheet
from cadres.shared.files.safe_cells import writable

FONT = "宋体"
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
DAY = "年　　月　　日"
GREY = RGBColor(0x8A, 0x85, 0x80)
MOST_SIGNS = 255  # in a property of a document
PICTURE_ERRORS = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    ArithmeticError,
    LookupError,
    OSError,
    ValueError,
    StructError,
)


def write_docx(sheets: Iterable[Sheet], *, who: str = "", short: str = "", line: str = "") -> bytes:
    """All sheets in one document, two pages each; ``short`` above and ``line`` below each page, as a watermark."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(1.8)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    _mark(document, section, who, short, line)
    for number, sheet in enumerate(sheets):
        title = document.add_paragraph()
        title.paragraph_format.page_break_before = number > 0
        _write(title, "干部任免审批表", 20, CENTRE)
        _first_page(document, sheet)
        gap = document.add_paragraph()
        gap.paragraph_format.page_break_before = True
        _write(gap, "", 6, LEFT)
        _second_page(document, sheet)
        foot = f"填表人：{sheet.filled_in_by}"
        _write(document.add_paragraph(), f"{foot}　　{sheet.filled_in_on}".rstrip(), 10.5, LEFT)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _mark(document: Any, section: Any, who: str, short: str, line: str) -> None:
    for part, text in ((section.header, short), (section.footer, line)):
        if text:
            _write(part.paragraphs[0], text, 7.5, CENTRE)
            part.paragraphs[0].runs[0].font.color.rgb = GREY
    section.header_distance = section.footer_distance = Cm(0.8)
    properties = document.core_properties
    properties.author = properties.last_modified_by = who[:MOST_SIGNS]
    properties.keywords, properties.comments = short[:MOST_SIGNS], line[:MOST_SIGNS]


def _first_page(document: Any, sheet: Sheet) -> None:
    table = _table(document, GRID, [1.2] * 4 + [1.3] * 2 + [1.1] * 3 + [12.2])
    rows: tuple[tuple[str | Cell, ...], ...] = (
        ("姓名", sheet.name, "性别", sheet.sex, "出生年月\n（岁）", sheet.born),
        ("民族", sheet.ethnicity, "籍贯", sheet.native_place, "出生地", sheet.birthplace),
        ("入党\n时间", sheet.joined_party, "参加工\n作时间", sheet.began_work, "健康状况", sheet.health),
    )
    for at, row in enumerate(rows):
        for column, what in enumerate(row):
            _put(table.cell(at, column), what)
    _photo(table.cell(0, 6).merge(table.cell(3, 6)), sheet)
    _put(table.cell(3, 0), "专业技\n术职务")
    _put(table.cell(3, 1).merge(table.cell(3, 2)), sheet.professional_title)
    _put(table.cell(3, 3), "熟悉专业\n有何专长")
    _put(table.cell(3, 4).merge(table.cell(3, 5)), sheet.speciality)
    _put(table.cell(4, 0).merge(table.cell(5, 0)), "学历\n学位")
    for at, line in enumerate(sheet.schooling, start=4):
        _put(table.cell(at, 1), line.label)
        _put(table.cell(at, 2).merge(table.cell(at, 3)), line.level)
        _put(table.cell(at, 4), "毕业院校\n系及专业")
        _put(table.cell(at, 5).merge(table.cell(at, 6)), line.school)
    posts = (("现任职务", sheet.present), ("拟任职务", sheet.proposed), ("拟免职务", sheet.removed))
    for at, (label, what) in enumerate(posts, start=6):
        _put(table.cell(at, 0).merge(table.cell(at, 1)), label)
        _put(table.cell(at, 2).merge(table.cell(at, 6)), what, LEFT)
    _put(table.cell(9, 0), "简\n\n历")
    _resume(table.cell(9, 1).merge(table.cell(9, 6)), sheet)


def _second_page(document: Any, sheet: Sheet) -> None:
    last = len(sheet.family) + 4
    table = _table(document, (LABEL, *FAMILY_GRID), [2.8, 2.1, 2.1] + [1.0] * (last - 3) + [2.6, 4.2])
    texts = (("奖惩\n情况", sheet.awards), ("年度考\n核结果", sheet.results), ("任免\n理由", sheet.reasons))
    for at, (label, what) in enumerate(texts):
        _put(table.cell(at, 0), label)
        _put(table.cell(at, 1).merge(table.cell(at, 5)), what, LEFT)
    _put(table.cell(3, 0).merge(table.cell(last - 1, 0)), "家庭\n主要\n成员\n及重\n要社\n会关\n系")
    for column, label in enumerate(("称谓", "姓名", "出生年月", "政治面貌", "工作单位及职务"), start=1):
        _put(table.cell(3, column), label)
    for at, member in enumerate(sheet.family, start=4):
        cells = (member.relation, member.name, member.born, member.political_status)
        for column, what in enumerate(cells, start=1):
            _put(table.cell(at, column), what)
        _put(table.cell(at, 5), member.work, LEFT)
    _put(table.cell(last, 0), "呈报\n单位")
    _signed(table.cell(last, 1).merge(table.cell(last, 5)), sheet.unit)
    _put(table.cell(last + 1, 0), "审批\n机关\n意见")
    _signed(table.cell(last + 1, 1).merge(table.cell(last + 1, 3)), Cell())
    _put(table.cell(last + 1, 4), "行政机关\n任免意见")
    _signed(table.cell(last + 1, 5), Cell())


def _table(document: Any, widths: Iterable[float], heights: list[float]) -> Any:
    widths = list(widths)
    table = document.add_table(rows=len(heights), cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _no_side_margins(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, height in zip(table.rows, heights, strict=True):
        row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return table


def _no_side_margins(table: Any) -> None:
    """Word's own margins inside a cell are wider than the form's."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "57")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


def _put(cell: Any, what: str | Cell, alignment: Any = CENTRE) -> None:
    text, size = (what.text, what.size) if isinstance(what, Cell) else (what, 12)
    lines = writable(text).split("\n")
    _write(cell.paragraphs[0], lines[0], size, alignment)
    for line in lines[1:]:
        _write(cell.add_paragraph(), line, size, alignment)


def _signed(cell: Any, what: Cell) -> None:
    _put(cell, what, LEFT)
    _write(cell.add_paragraph(), "（盖章）　　　", 12, RIGHT)
    _write(cell.add_paragraph(), DAY, 12, RIGHT)


def _resume(cell: Any, sheet: Sheet) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.TOP
    for number, line in enumerate(sheet.resume):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent = Cm(WHEN), Cm(-WHEN if line.when else 0)
        form.tab_stops.add_tab_stop(Cm(WHEN))
        _write(paragraph, f"{line.when}\t{line.what}" if line.when else line.what, sheet.resume_size, LEFT)


def _photo(cell: Any, sheet: Sheet) -> None:
    if sheet.photo:
        try:
            run = cell.paragraphs[0].add_run()
            run.add_picture(BytesIO(sheet.photo), height=Cm(4.5))
            cell.paragraphs[0].alignment = CENTRE
        except PICTURE_ERRORS:  # a picture that browsers show and Word's reader does not know
            _put(cell, "照片")
        return
    _put(cell, "照\n片")


def _write(paragraph: Any, text: str, size: float, alignment: Any) -> None:
    paragraph.alignment = alignment
    run = paragraph.add_run(writable(text))
    run.font.size = Pt(size)
    run.font.name = FONT
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
