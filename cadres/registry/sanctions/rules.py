from datetime import date
from typing import Any

from cadres.registry.sanctions.regulations import effect_key
from cadres.shared.dates import add_months


def effect_until(kind: str, decided_on: date, book: Any) -> date:
    """The day until which a sanction of this kind bars promotion and reward, by the rule of its kind."""
    return add_months(decided_on, book.number(effect_key(kind)))
