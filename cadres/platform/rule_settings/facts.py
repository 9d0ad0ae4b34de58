"""The settings of the rules on one day, read in one query."""

from datetime import date
from decimal import Decimal

from cadres.platform.rule_settings.models import LocalRule
from cadres.shared.regulations.catalogue import RULES, Action
from cadres.shared.scope import codes_above


class Rulebook:
    """National defaults with the county's approved settings over them."""

    def __init__(self, local: dict[str, LocalRule]):
        self._local = local

    def setting(self, key: str) -> LocalRule | None:
        """The local setting in force, if there is one."""
        return self._local.get(key)

    def value(self, key: str) -> Decimal:
        local = self._local.get(key)
        value = local.value if local is not None and local.value is not None else RULES[key].value
        if value is None:
            raise LookupError(f"rule {key} has no number")
        return Decimal(value)

    def number(self, key: str) -> int:
        return int(self.value(key))

    def action(self, key: str) -> Action:
        local = self._local.get(key)
        return Action(local.action) if local is not None and local.action else RULES[key].action


def rulebook(division_code: str, *, on: date) -> Rulebook:
    """The rules in force for a division: settings of the county and of what is above it, the nearest wins."""
    above = codes_above(division_code)
    rows = LocalRule.objects.in_force_on(on).filter(division_id__in=above).order_by("division_id")
    return Rulebook({row.key: row for row in rows})
