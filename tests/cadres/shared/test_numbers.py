"""One number however it is written, in a cell, a field or a grid."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cadres.shared.numbers import is_percentage, read_number, shown_number
from cadres.shared.pages.fields import NumberField


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("85%", "85"),
        ("85 ％", "85"),
        ("８５．５％", "85.5"),
        ("1,234.5", "1234.5"),
        ("'12", "12"),
        ("-0", "0"),
        ("约85", None),
        ("85%%", None),
        ("", None),
    ],
)
def test_a_text_is_read_as_a_number(written, number):
    assert read_number(written) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("value", "number_format", "number"),
    [
        (0.85, "0%", "85"),
        (0.853, "0.00%", "85.3"),
        (0.57, "0%", "57"),
        (1, "0%", "100"),
        (0, "0%", "0"),
        (-0.05, "0%;[Red]-0%", "-5"),
        (0.85, "General", "0.85"),
        (0.85, "", "0.85"),
        (85, '0"%"', "85"),
        (85, r"0\%", "85"),
        (0.1 + 0.2, "General", "0.3"),
        (1200.0, "General", "1200"),
    ],
)
def test_a_stored_number_is_what_the_cell_shows(value, number_format, number):
    assert str(shown_number(value, number_format)) == number


@pytest.mark.parametrize(
    ("number_format", "percentage"),
    [("0%", True), ("0.0 %", True), ('0"%"', False), (r"0\%", False), ("[<1]0.0%;0", True), ("0.00", False)],
)
def test_a_percentage_is_known_by_its_format(number_format, percentage):
    assert is_percentage(number_format) == percentage


def test_a_field_reads_numbers_likewise():
    field = NumberField(max_digits=18, decimal_places=4, required=False)

    assert [field.clean(typed) for typed in ("85%", "1,234.5", "12", "")] == [85, Decimal("1234.5"), 12, None]
    with pytest.raises(ValidationError):
        field.clean("约85")
