"""What a calculation and its worked examples are, how values are kept, and whether an example holds. Pure.

A calculation is the rule itself, asked outside a procedure: the same function that judges a case answers here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

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
    """One worked example: what is given, what comes out, who says so. Judged by the law of the day ``judged_on``."""

    given: dict[str, Value]
    expected: Value
    source: Source
    judged_on: date = date(2026, 11, 23)


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


@dataclass(frozen=True)
class Outcome:
    """What an example expects and what the program comes to."""

    expected: Value
    found: Value

    @property
    def holds(self) -> bool:
        return self.expected == self.found and isinstance(self.expected, bool) == isinstance(self.found, bool)


def outcome(calculation: Calculation, given: Mapping[str, Value], expected: Value, book: Any) -> Outcome:
    return Outcome(expected, calculation.work(book, **given))


def kept(value: Value) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def known(value: Any, quantity: Quantity) -> Value:
    """From what JSON kept. Raises ``ValueError`` where it is of another kind: the calculation has changed since."""
    if value is None:
        return None
    if quantity.kind == Kind.DAY and isinstance(value, str):
        return date.fromisoformat(value)
    sound = {
        Kind.NUMBER: isinstance(value, int) and not isinstance(value, bool),
        Kind.YES: isinstance(value, bool),
        Kind.CHOICE: value in dict(quantity.choices),
    }
    if not sound.get(quantity.kind):
        raise ValueError(f"{value!r} is no {quantity.kind}")
    return value


def given_of(calculation: Calculation, values: Mapping[str, Any]) -> dict[str, Value]:
    """The inputs from what JSON kept. Raises ``ValueError`` where they no longer fit the calculation."""
    names = {one.name for one in calculation.inputs}
    if set(values) != names:
        raise ValueError(f"given are {sorted(values)}, asked for {sorted(names)}")
    return {one.name: known(values[one.name], one) for one in calculation.inputs}
