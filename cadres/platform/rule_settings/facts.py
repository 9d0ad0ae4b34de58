"""The rules of one day for one division: the nation's law, the county's approved settings over it. One query."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import BooleanField, DateField, Func, Value

from cadres.platform.accounts.choices import ADMINISTRATORS, Role
from cadres.platform.accounts.regulations import FACTOR, SIGN_IN
from cadres.platform.rule_settings.models import LocalRule
from cadres.shared.regulations.catalogue import RULES, Action, Number, Version
from cadres.shared.scope import codes_above

# Asked with every page, hence SQL: half a millisecond; put together by Django's own expressions it took fifteen.
SECOND_FACTOR_ASKED = f"""
EXISTS (SELECT FROM (VALUES (%(expressions)s)) AS account (id, role, cadre_id, day) CROSS JOIN LATERAL (
          SELECT division_id FROM cadres_remit WHERE user_id = account.id
           UNION ALL
          SELECT division_id FROM cadres_cadre WHERE id = account.cadre_id AND account.role = '{Role.TOWNSHIP}'
           UNION ALL
          SELECT division_id FROM cadres_installation WHERE account.role IN {tuple(map(str, ADMINISTRATORS))}
        ) AS place
         WHERE '{Action.BLOCK}' = (
          SELECT action FROM cadres_localrule
           WHERE key = '{FACTOR}' || account.role AND approved_by_id IS NOT NULL AND during @> account.day
             AND division_id IN (
                 rpad(left(place.division_id, 2), 12, '0'), rpad(left(place.division_id, 4), 12, '0'),
                 rpad(left(place.division_id, 6), 12, '0'), rpad(left(place.division_id, 9), 12, '0'),
                 place.division_id)
           ORDER BY division_id DESC LIMIT 1))
"""  # noqa: S608 -- our own constants


class Rulebook:
    """What counts on the day ``on``; without ``local`` settings, the nation's law alone.

    A county's setting counts as far as the law of that day leaves it: where the law narrows, it gives way.
    """

    def __init__(self, local: dict[str, LocalRule] | None = None, *, on: date):
        self.day = on
        self._local = local or {}

    def national(self, key: str) -> Version:
        return RULES[key].on(self.day)

    def with_setting(self, setting: LocalRule) -> "Rulebook":
        """As if this had been set, whatever its days and whether or not somebody has approved it."""
        return Rulebook({**self._local, setting.key: setting}, on=self.day)

    def setting(self, key: str) -> LocalRule | None:
        """The local setting in force, if there is one."""
        return self._local.get(key)

    def source(self, key: str) -> str:
        """Law and article as of the day."""
        return self.national(key).source

    def shown(self, key: str) -> Number | None:
        """The value as it counts, None for a rule without a number."""
        national, local = self.national(key), self._local.get(key)
        if local is not None and local.value is not None and national.allows(local.value):
            return local.value
        return national.value

    def value(self, key: str) -> Decimal:
        value = self.shown(key)
        if value is None or isinstance(value, Fraction):
            raise LookupError(f"rule {key} has no number")
        return Decimal(value)

    def number(self, key: str) -> int:
        return int(self.value(key))

    def part(self, key: str) -> Fraction:
        """The value of a rule that speaks of a part, such as two thirds of those due."""
        value = self.shown(key)
        if value is None:
            raise LookupError(f"rule {key} has no number")
        return Fraction(value)

    def action(self, key: str) -> Action:
        local = self._local.get(key)
        if local is not None and local.action in RULES[key].actions:
            return Action(local.action)
        return self.national(key).action


def rulebook(division_code: str, *, on: date) -> Rulebook:
    """The rules in force for a division: settings of the county and of what is above it, the nearest wins."""
    rows = LocalRule.objects.in_force_on(on).filter(division_id__in=codes_above(division_code)).order_by("division_id")
    return Rulebook({row.key: row for row in rows}, on=on)


def second_factor_asked() -> Func:
    """Of accounts in a query: whether a setting in force asks the role of each for a second factor.

    It counts where it is set for a division that the account answers for; of a township leader, for that of the own
    file; of the three administrators, for that of the installation. The nearest wins, as in ``rulebook``.
    """
    day = Value(SIGN_IN.on(), output_field=DateField())
    return Func("pk", "role", "cadre_id", day, template=SECOND_FACTOR_ASKED, output_field=BooleanField())


def rulebook_from(settings: Iterable[LocalRule], division_code: str, *, on: date) -> Rulebook:
    """The same from approved settings read before, ordered by division: for many records at one time."""
    above = codes_above(division_code)
    return Rulebook({row.key: row for row in settings if row.division_id in above and on in row.during}, on=on)
