"""From values to positions: round ticks for numbers and for days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

Number = int | float | Decimal


@dataclass(frozen=True)
class Scale:
    """``low`` stands at ``start``, ``high`` at ``end``; where both are the same, everything is in the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Number) -> float:
        if self.high == self.low:
            return round((self.start + self.end) / 2, 1)
        share = (float(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


@dataclass(frozen=True)
class Ticks:
    """Round numbers at equal distances; the first and last enclose all values."""

    values: tuple[Decimal, ...]
    decimals: int

    @property
    def low(self) -> float:
        return float(self.values[0])

    @property
    def high(self) -> float:
        return float(self.values[-1])


def nice_ticks(values: Iterable[Number], *, most: int = 5, from_zero: bool = True) -> Ticks:
    """Steps of 1, 2 or 5 times a power of ten; whole numbers get whole ticks."""
    exact = [Decimal(str(value)) for value in values] or [Decimal(0)]
    low, high = min(exact), max(exact)
    if from_zero or low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    rough = (high - low) / most
    power = Decimal(10) ** rough.adjusted()
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)
    if all(value == value.to_integral_value() for value in exact):
        step = max(step, Decimal(1))
    first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    decimals = max(0, -int(step.normalize().as_tuple().exponent))
    return Ticks(tuple(step * number for number in range(int(first), int(last) + 1)), decimals)


def day_ticks(first: date, last: date, most: int = 6) -> list[tuple[date, str]]:
    """First days of years, else of months, else days, at most so many; always at least one."""
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200):
        marks = _month_starts(first, last, months)
        if months == 1 and len(marks) < 2:
            break
        if len(marks) <= most:
            pattern = "%Y" if months >= 12 else "%Y.%m"
            return [(day, _written(day, pattern)) for day in marks] or [(first, _written(first, "%Y.%m"))]
    days = (last - first).days
    every = next((step for step in (1, 2, 7, 14) if days / step < most), max(1, days))
    found = [first + timedelta(number) for number in range(0, days + 1, every)]
    return [(day, _written(day, "%Y.%m.%d")) for day in found]


def _month_starts(first: date, last: date, every: int) -> list[date]:
    start, end = first.year * 12 + first.month - 1 + (first.day > 1), last.year * 12 + last.month - 1
    start += -start % every
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1, every)]


def _written(day: date, pattern: str) -> str:
    """``strftime`` of years before 1000 differs between systems."""
    return {
        "%Y": f"{day.year}",
        "%Y.%m": f"{day.year}.{day.month:02}",
        "%Y.%m.%d": f"{day.year}.{day.month:02}.{day.day:02}",
    }[pattern]
