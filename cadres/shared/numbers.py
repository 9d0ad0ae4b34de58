"""Numbers as people write them: in a cell, in a field, in a pasted grid. Pure."""

import re
import unicodedata
from decimal import Decimal

NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d{1,2})?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(\D|$))")


def read_number(text: str) -> Decimal | None:
    """The number that a text says; separators of thousands and a percent sign are taken off. ``None``: no number.

    85 % is 85, as a column headed by "%" has it.

    >>> read_number("1,234.5"), read_number("８５％"), read_number("约85")
    (Decimal('1234.5'), Decimal('85'), None)
    """
    narrow = unicodedata.normalize("NFKC", text).strip().removeprefix("'").strip()
    written = THOUSANDS.sub("", narrow).removesuffix("%").strip()
    return (Decimal(written) or Decimal(0)) if NUMBER.fullmatch(written) else None


def shown_number(value: float, number_format: str = "") -> Decimal:
    """The number that a spreadsheet shows for a stored value: 0.85 formatted as a percentage is 85 %, thus 85.

    A spreadsheet calculates with fifteen digits; what stands behind them is no part of the number.

    >>> shown_number(0.57, "0%"), shown_number(0.1 + 0.2), shown_number(0.85, '0.00"%"')
    (Decimal('57'), Decimal('0.3'), Decimal('0.85'))
    """
    number = Decimal(f"{value:.15g}")
    if is_percentage(number_format):
        number *= 100
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def is_percentage(number_format: str) -> bool:
    """Whether the cell shows its value times a hundred; a quoted or escaped sign is mere text."""
    return "%" in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", number_format)


LONGEST_KEY = 18  # digits that a key of the database can have without overflowing


def key_of(text: str) -> int | None:
    """The key of a record as an address or a form has it, in ASCII ("²" is a digit to Python, and no key)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def keys_of(text: str, most: int | None = None) -> list[int]:
    """Keys written "1.2.3"; what is none is passed over, and so is what comes after the first ``most``."""
    return [key for part in text.split(".")[:most] if (key := key_of(part)) is not None]
