"""Cells of a workbook that a spreadsheet would take for a formula."""

import pytest

from cadres.shared.files.safe_cells import safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), (-1, -1), (None, ""), ("王", "王")],
)
def test_cells_start_no_formula(value, cell):
    assert safe_cell(value) == cell
