"""The rules in force (规则): national numbers in code, each with its source; what a county may set is data.

Each noun declares its rules in ``regulations.py`` and contributes them here, so that one page can list every rule
with its source, and ``LocalRule`` rows can be checked against the bounds that the law leaves.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise

from cadres.shared.extensions import Point


class Action(StrEnum):
    """What happens when a rule objects."""

    BLOCK = "block"
    OVERRIDE = "override"  # blocks, unless somebody entitled records a reason
    REMIND = "remind"
    OFF = "off"


@dataclass(frozen=True)
class Rule:
    """One rule: ``key`` as in the handbook, its default, its source and how sure we are of it.

    ``confidence``: A read in the text, B read in a secondary page, C from memory: verify before relying on it.
    ``low``/``high`` bound what a county may set; equal bounds mean the number is fixed by law.
    ``actions`` are those a county may choose from.
    """

    key: str
    title: str | Promise
    source: str | Promise
    confidence: str = "A"
    value: Decimal | int | None = None
    unit: str | Promise = ""
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    action: Action = Action.BLOCK
    actions: tuple[Action, ...] = ()
    acts_in: str | Promise = ""

    @property
    def adjustable(self) -> bool:
        return bool(self.actions) or (self.low is not None and self.low != self.high)


RULES: Point[Rule] = Point("rules", key=lambda rule: rule.key)
