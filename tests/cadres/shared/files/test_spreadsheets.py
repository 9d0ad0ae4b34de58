"""Tables as files: what stands in them, and that no more than a piece is ever in memory."""

import csv
import tracemalloc
from decimal import Decimal
from io import StringIO

import pytest
from openpyxl import load_workbook

from cadres.shared.files.spreadsheets import BLOCK, csv_text, write_csv, write_workbook
from cadres.shared.files.watermark import Watermark

MARK = Watermark(7, "测试", "2026-11-26 09:00", "=换届考察")
ROWS = [["=1+1", 2, None], ["测试\x0b甲", "a,b", "+x"]]
SAFE = [["'=1+1", 2, ""], ["测试\n甲", "a,b", "'+x"]]


def as_text(rows):
    return [[str(cell) for cell in row] for row in rows]


def test_csv_text_is_what_a_program_reads():
    text = "".join(csv_text(["-a", "b", "c"], ROWS))

    assert list(csv.reader(StringIO(text, newline=""))) == [["'-a", "b", "c"], *as_text(SAFE)]


def test_csv_text_comes_in_pieces_while_rows_are_read():
    read = 0

    def rows():
        nonlocal read
        for read in range(1, 20_001):  # noqa: B007 -- counted
            yield ["测试" * 10]

    pieces = csv_text(["a"], rows())
    first = next(pieces)

    assert BLOCK <= len(first) < 2 * BLOCK
    assert read < 20_000
    assert (first + "".join(pieces)).count("\n") == 20_001


def test_a_csv_file_ends_with_whose_it_is():
    with write_csv(["a"], ROWS, MARK) as file:
        text = file.read().decode("utf-8")

    assert text.startswith("\ufeffa\r\n")
    assert list(csv.reader(StringIO(text, newline="")))[1:] == [*as_text(SAFE), [MARK.line]]


@pytest.mark.parametrize("mark", [None, MARK])
def test_one_workbook_with_and_without_a_watermark(mark):
    with write_workbook("a/b:测试", ["A", "B", "C"], ROWS, mark) as file:
        book = load_workbook(file)

    sheet = book.active
    rows = list(sheet.iter_rows(values_only=True))
    none = (None,) * 3
    assert rows[:3] == [("A", "B", "C"), *(tuple(cell or None for cell in row) for row in SAFE)]
    assert rows[3:] == ([none, (MARK.line, None, None)] if mark else [])
    assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    assert (sheet.title, sheet.freeze_panes) == ("ab测试", "A2")
    assert sheet.oddHeader.center.text == (MARK.short if mark else None)
    assert (book.properties.creator == MARK.who) is bool(mark)


def test_a_workbook_of_many_rows_takes_the_memory_of_a_few():
    def peak(number):
        tracemalloc.start()
        with write_workbook("x", ["a"], ([f"测试{place}", place] for place in range(number))):
            most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # what openpyxl loads once

    assert peak(5_000) < peak(500) + 200_000


def test_numbers_bear_no_zeros_of_their_column():
    text = "".join(csv_text(["a", "b", "c"], [[Decimal("66.8900000"), Decimal("700.0000"), Decimal("0.0000")]]))

    assert text.splitlines()[1] == "66.89,700,0"
