"""What of a workbook is read: the header wherever it stands, further sheets; what is not read is named."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from cadres.platform.imports.services.account import spans
from cadres.platform.imports.services.workbook import BadWorkbook, Sheet
from cadres.registry.workbooks.import_resources import Cadres
from tests.support.workbooks import strict

HEADER = ("姓名", "性别", "出生年月")


def opened(book) -> Sheet:
    file = BytesIO()
    book.save(file)
    return Sheet(file, Cadres.columns, Cadres.needed)


def read(book) -> tuple[list, list[dict]]:
    """(names of the lines, account)."""
    with opened(book) as sheet:
        place = next(place for place, column in sheet.header.places.items() if column.name == "name")
        names = [line.cells[place].value for line in sheet.lines()]
        shown = [one | {"facts": dict(one["facts"])} for one in sheet.account().shown()]
    return names, shown


def book_of(*rows) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return book


def test_a_title_above_takes_no_columns_away():
    book = book_of(
        ("平昌县乡镇领导班子花名册", *[None] * 6),
        ("姓名", "性别", "出生年月（岁）", "身份证号", "入党日期", "学历", "任现职时间"),
        ("表头甲", "男", "1980.05", None, "2003.06", "大学", "2021.05"),
        ("表头乙", "女", "1981.06", None, "2004.06", "大专", "2022.05"),
    )
    book.active.merge_cells("A1:G1")

    names, (account,) = read(book)

    assert names == ["表头甲", "表头乙"]
    assert account["facts"]["Header"] == "line 2; lines above it that are no part of the table: 1"
    assert account["facts"]["Columns read"] == "Name, Sex, Month of birth, Identity number, Joined the party"
    assert account["facts"]["Columns not read: not in the template, or twice"] == "F: 学历; G: 任现职时间"
    assert account["warns"]


@pytest.mark.parametrize("above", [0, 1, 19])
def test_a_header_is_found_in_the_first_twenty_lines(above):
    names, _account = read(book_of(*[("说明",)] * above, HEADER, ("甲", "男", "1980.01")))

    assert names == ["甲"]


def test_a_header_below_is_not_found():
    with pytest.raises(BadWorkbook, match="first 20 lines"):
        read(book_of(*[("说明",)] * 20, HEADER, ("甲", "男", "1980.01")))


def test_a_header_of_two_lines_names_every_column_that_is_not_read():
    book = book_of(
        ("姓 名", "性别", "出生年月", "学历学位", None, None),
        (None, None, None, "全日制\n教育", "毕业院校", None),
        ("甲", "男", "1980.01", "大学", "某大学", "x"),
    )

    names, (account,) = read(book)

    assert names == ["甲"]
    assert account["facts"]["Columns not read: not in the template, or twice"] == (
        "D: 学历学位; E: 毕业院校; F: no header"
    )
    assert account["facts"]["Lines passed over: nothing in a column that is read"] == "2: 全日制 教育"


def test_a_sheet_with_the_same_columns_is_read_too_and_others_are_named():
    book = book_of(HEADER, ("页一甲", "男", "1980.01"))
    for title, rows in {
        "第二页": [
            ("标题",),
            (*reversed(HEADER), "备注"),
            ("1980.02", "男", "页二甲", "x"),
            ("1980.03", "女", "页二乙"),
        ],
        "别的": [("姓名", "性别"), ("丙", "男")],
        "填表说明": [("1. 出生年月按档案认定填写。",)],
        "Sheet3": [],
        "旧": [HEADER, ("丁", "男", "1980.01")],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book["旧"].sheet_state = "hidden"

    with opened(book) as sheet:
        lines = [(line.header.sheet, len({line.place})) for line in sheet.lines()]
        places = [line.place for line in sheet.lines()]
        told = {one["title"]: one["why"] for one in sheet.account().shown()}

    assert lines == [("Sheet", 1), ("第二页", 1), ("第二页", 1)]
    assert len(set(places)) == 3
    assert told == {
        "Sheet": "",
        "第二页": "",
        "别的": "not read: its header has other columns (Name, Sex)",
        "填表说明": "not read: no header of the template in its first lines",
        "Sheet3": "empty",
        "旧": "not read: the sheet is hidden",
    }


def test_hidden_lines_and_columns_are_read_and_told():
    book = book_of((*HEADER, "手机"), *[(f"甲{n}", "男", "1980.01", "13800000000") for n in range(6)])
    for line in (3, 4, 5, 7):
        book.active.row_dimensions[line].hidden = True
    book.active.column_dimensions["D"].hidden = True

    names, (account,) = read(book)

    assert len(names) == 6
    assert account["facts"]["Hidden lines, read too"] == "3–5; 7"
    assert account["facts"]["Hidden columns, read too"] == "D"


def test_formatted_lines_without_content_are_no_lines():
    book = book_of(HEADER, ("甲", "男", "1980.01"))
    for line in range(3, 500):
        book.active.cell(line, 1).font = Font(bold=True)
    book.active.cell(1_000_000, 1, " ")
    book.active.cell(1_000_001, 1, "乙")

    names, (account,) = read(book)

    assert names == ["甲", "乙"]
    assert (account["facts"]["Lines read"], account["facts"]["Empty lines passed over"]) == ("2", "498")


def test_totals_notes_and_headers_in_between_are_passed_over_and_told():
    book = book_of(
        ("序号", *HEADER),
        (1, "甲", "男", "1980.01"),
        ("小计", None, None, None),
        ("序号", *HEADER),
        (2, "乙", "男", "1980.01"),
        ("注：按单位排序", None, None, None),
    )

    names, (account,) = read(book)

    assert names == ["甲", "乙"]
    assert account["facts"]["Lines passed over: nothing in a column that is read"] == (
        "3: 小计; 4: 序号; 6: 注：按单位排序"
    )


def test_a_value_over_several_lines_is_pointed_out():
    book = book_of(HEADER, ("甲", "男", "1980.01"), ("乙", None, "1980.01"), ("标题", None, None))
    book.active.merge_cells("B2:B3")
    book.active.merge_cells("A4:C4")

    _names, (account,) = read(book)

    assert account["facts"]["Merged over several lines: only the first has the value"] == "B2:B3"


@pytest.mark.parametrize(("column", "told"), [(200, "GR: no header"), (201, "everything behind column GR")])
def test_what_stands_far_to_the_right_is_named(column, told):
    book = book_of(HEADER, ("甲", "男", "1980.01"))
    book.active.cell(2, column, "x")

    _names, (account,) = read(book)

    assert account["facts"]["Columns not read: not in the template, or twice"] == told


def test_a_plain_workbook_warns_of_nothing():
    names, (account,) = read(book_of(HEADER, ("甲", "男", "1980.01")))

    assert (names, account["warns"], set(account["facts"])) == (
        ["甲"],
        False,
        {"Header", "Lines read", "Columns read"},
    )


def test_a_strict_workbook_is_accounted_for_likewise():
    book = book_of(("标题",), (*HEADER, "学历"), ("甲", "男", "1980.01", "大学"))
    file = BytesIO()
    book.save(file)

    with Sheet(BytesIO(strict(file.getvalue())), Cadres.columns, Cadres.needed) as sheet:
        assert len(list(sheet.lines())) == 1
        assert sheet.account().sheets[0].unread == ["D: 学历"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [([], []), ([3], ["3"]), ([3, 4], ["3–4"]), ([1, 3, 4, 5, 9, 10], ["1", "3–5", "9–10"])],
)
def test_lines_that_follow_one_another_are_told_together(lines, told):
    assert spans(lines) == told
