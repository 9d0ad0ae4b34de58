"""Workbooks saved as "Strict Open XML" are read like others."""

from datetime import datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook

from cadres.shared.files.packages import Limits, check_package
from cadres.shared.files.strict import in_usual_names, is_strict
from tests.support.workbooks import strict

LIMITS = Limits(entries=500, unpacked=1 << 26, strings=1 << 26)


def made() -> bytes:
    book = Workbook()
    book.active.append(["山地占比", "出生日期", "http://purl.oclc.org/ooxml/"])
    book.active.append([0.85, datetime(1982, 3, 17), "甲" * 20_000])  # noqa: DTZ001 -- a workbook's dates have no zone
    book.active["A2"].number_format = "0%"
    book.create_sheet("第二页").append(["乙"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def cells(file) -> list:
    book = load_workbook(file, read_only=True)
    return [[(cell.value, cell.number_format) for cell in row] for sheet in book.worksheets for row in sheet.rows]


def test_a_strict_workbook_is_read_like_the_usual_one():
    usual, file = made(), BytesIO(strict(made()))

    assert check_package(file, LIMITS) == "xlsx"
    assert is_strict(file)
    with in_usual_names(file) as renamed:
        assert cells(renamed) == cells(BytesIO(usual))


def test_a_usual_workbook_is_left_alone():
    file = BytesIO(made())

    assert not is_strict(file)
    with in_usual_names(file) as found:
        assert found is file
