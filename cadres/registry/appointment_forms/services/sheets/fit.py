"""How small text must be set to stay in its box. Pure: estimated from the widths of characters, not measured."""

import unicodedata
from math import ceil

SIZES = (12.0, 10.5, 9.0, 8.0, 7.0, 6.0)  # points; the step is the place in this list
CM = 2.54 / 72
LEADING = 1.3


def ems(text: str) -> float:
    """Width of a line in ems: Chinese characters are one wide, others about half.

    >>> ems("甲乙ab")
    3.0
    """
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in text)


def lines_of(text: str, *, width: float, size: float) -> int:
    """Lines that the text takes in a box ``width`` cm wide."""
    room = max(width / (size * CM), 1)
    return sum(max(1, ceil(ems(line) / room)) for line in text.splitlines())


def step_for(text: str, *, width: float, height: float, first: int = 0) -> int:
    """The first step of ``SIZES`` at which the text fits; the last one when none does: nothing is ever cut off.

    >>> step_for("短", width=2, height=1), step_for("一二三四五六七八九十" * 3, width=3, height=1)
    (0, 5)
    """
    for step in range(first, len(SIZES)):
        size = SIZES[step]
        if lines_of(text, width=width, size=size) * size * CM * LEADING <= height:
            return step
    return len(SIZES) - 1
