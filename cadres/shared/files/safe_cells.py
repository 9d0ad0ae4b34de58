"""Cells that a spreadsheet program can only read as text."""

import re
from decimal import Decimal
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BREAKS = re.compile("[\x0b\x0c]")  # how Word writes a break within a paragraph, and so what is pasted from it
UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML itself


def writable(text: str) -> str:
    """Text that an Office file can hold; one sign that it cannot would spoil the whole file."""
    return UNWRITABLE.sub("", BREAKS.sub("\n", text))


def safe_cell(value: Any) -> Any:
    """Numbers stay numbers; text that would start a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    text = writable(str(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
