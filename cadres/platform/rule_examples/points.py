"""What a noun lets the office compute by its rules (规则演算), with worked examples of the law (样例)."""

from cadres.platform.rule_examples.rules import Calculation, Example, Kind, Quantity
from cadres.shared.extensions import Point

__all__ = ["CALCULATIONS", "Calculation", "Example", "Kind", "Quantity"]

CALCULATIONS: Point[Calculation] = Point("calculations", key=lambda one: one.key, order=lambda one: one.key)
