"""The workbooks themselves: headers, faults marked to be mended, damaged and hostile files."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from cadres.platform.imports.services import workbook as reading
from cadres.platform.imports.services.workbook import BadWorkbook, check_file
from cadres.platform.jobs.choices import JobState
from cadres.shared.files.packages import OLE
from tests.support.imports import HEADER, ONE, counts, file_of, preview
from tests.support.workbooks import identity, messy, strict, upload, workbook

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_marked_workbook_can_be_mended_and_comes_in(staff):
    file, faulty = messy(40, wrong=8)
    found = preview(file, staff)
    book = load_workbook(BytesIO(file_of(found, "errors")))
    sheet = book.active
    marked = [row for row in sheet.iter_rows(min_row=4) if any(cell.comment for cell in row)]
    told = [row for row in sheet.iter_rows(min_row=4) if row[-1].value]

    assert faulty == len(told) == 5
    assert len(marked) == 4  # a duplicate is no single cell's fault
    assert "check digit" in marked[0][3].comment.text
    assert marked[0][3].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet.cell(3, 1).value == "姓 名"
    assert "TODAY" in told[2][7].value
    assert told[2][7].data_type == "s"

    number = str(marked[0][3].value).strip("'")
    marked[0][3].value = identity(number[:17])
    mended = preview(upload(book), staff)
    assert counts(mended)[3] == faulty - 1


def test_a_header_of_two_lines_and_what_is_unknown(staff):
    book = Workbook()
    sheet = book.active
    sheet.append(["姓名", "性别", "基本情况", None, "备注"])
    sheet.append([None, None, "出生年月", "身份证号", None])
    sheet.merge_cells("C1:D1")
    sheet.append(["李四", "男", "1982.03", ONE, "x"])

    found = preview(upload(book), staff)

    assert counts(found) == (1, 0, 0, 0)
    assert dict(found.report["sheets"][0]["facts"])["Columns not read: not in the template, or twice"] == "E: 备注"


def test_a_strict_workbook_comes_in(staff):
    file = SimpleUploadedFile("花名册.xlsx", strict(workbook(HEADER, [("李四", "男", "1982.03", ONE)]).read()))

    assert counts(preview(file, staff)) == (1, 0, 0, 0)


def zipped(entries: dict) -> BytesIO:
    """A number in the place of text is so many megabytes of nothing."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in entries.items():
            with archive.open(name, "w") as part:
                for piece in [b"0" * (1 << 20)] * data if isinstance(data, int) else [data.encode()]:
                    part.write(piece)
    file.seek(0)
    return file


PLAIN = {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,sex\n", "no Excel workbook"),
        (OLE + b"x" * 100, "old .xls"),
        ({"a.txt": "x"}, "no Excel workbook"),
        ({**PLAIN, "xl/vbaProject.bin": "x"}, "macros"),
        ({**PLAIN, "xl/worksheets/sheet1.xml": 301}, "unpacks"),
        ({**PLAIN, "xl/sharedStrings.xml": 61}, "unpacks"),
        ({**PLAIN, "xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "entities"),
    ],
    ids=["csv", "xls", "zip", "macros", "bomb", "strings", "entities"],
)
def test_hostile_files_are_refused_in_words(content, words):
    file = zipped(content) if isinstance(content, dict) else BytesIO(content)
    with pytest.raises(BadWorkbook, match=words):
        check_file(file, file.getbuffer().nbytes)


def test_a_file_that_is_too_large_is_not_even_opened():
    with pytest.raises(BadWorkbook, match="larger than"):
        check_file(None, 100 * 1024 * 1024)


def test_damage_and_strange_sheets_are_refused(staff, monkeypatch):
    assert preview(SimpleUploadedFile("x.xlsx", zipped(PLAIN).read()), staff).state == JobState.FAILED
    assert "header" in preview(workbook(("甲", "乙"), [(1, 2)]), staff).message
    assert "missing" in preview(workbook(("姓名", "性别"), [("李四", "男")]), staff).message
    monkeypatch.setattr(reading, "MOST_ROWS", 50)
    assert "more than 50 lines" in preview(workbook(HEADER, [("李四",)] * 51), staff).message
