"""How values of examples are kept, and whether an example holds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadres.platform.rule_examples.points import Calculation, Kind, Quantity, Value


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
