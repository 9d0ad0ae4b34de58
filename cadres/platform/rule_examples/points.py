"""What a noun lets the office compute by its rules (规则演算), with worked examples of the law (样例).

A calculation is the rule itself, asked outside a procedure: the same function that judges a case answers here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from cadres.shared.extensions import Point
from cadres.shared.regulations.laws import Source

Value = date | int | bool | str | None


class Kind(StrEnum):
    """What a value of a calculation is."""

    DAY = "day"
    NUMBER = "number"
    YES = "yes"
    CHOICE = "choice"


@dataclass(frozen=True)
class Quantity:
    """One input or the result. ``choices`` of a choice; an input that is not ``needed`` may be None: not known.

    ``unknown`` says what None means as a result.
    """

    label: str | Promise
    kind: Kind
    name: str = ""
    unit: str | Promise = ""
    choices: tuple[tuple[str, Any], ...] = ()
    needed: bool = True
    unknown: str | Promise = ""


@dataclass(frozen=True)
class Example:
    """One worked example: what is given, what comes out, who says so. Judged by the law of the day ``on``."""

    given: dict[str, Value]
    expected: Value
    source: Source
    on: date = date(2026, 11, 23)


@dataclass(frozen=True)
class Calculation:
    """``work(book, **given)`` is the rule; ``rules`` are the keys of the catalogue on which it rests."""

    key: str
    title: str | Promise
    rules: tuple[str, ...]
    inputs: tuple[Quantity, ...]
    result: Quantity
    work: Callable[..., Value]
    examples: tuple[Example, ...] = field(default_factory=tuple)


CALCULATIONS: Point[Calculation] = Point("calculations", key=lambda one: one.key, order=lambda one: one.key)
