from datetime import date
from typing import Any

from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.regulations import effect_key
from cadres.shared.dates import add_months


def has_effect_on(day: date, decided_on: date, until: date | None) -> bool:
    """Whether a sanction decided and ending on these days bars on this one; ``until`` None: no known end."""
    return decided_on <= day and (until is None or until >= day)


def effect_until(kind: str, decided_on: date, book: Any, *, rights_restored_on: date | None = None) -> date | None:
    """The day until which a sanction of this kind bars promotion and reward, by the rule of its kind.

    Probation within the party bars while it lasts and for a time after the rights of a member have returned: as long
    as that day is not known, None.
    """
    begins = rights_restored_on if kind == SanctionKind.PARTY_PROBATION else decided_on
    return None if begins is None else add_months(begins, book.number(effect_key(kind)))
